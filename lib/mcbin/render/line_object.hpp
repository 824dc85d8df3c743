// Lines of a dump after they were parsed: what turning them into bytes and reading them back share.
// Only for the files that implement line_encoder.hpp and dumped_line.hpp.
#pragma once

#include "mcbin/render/json_fields.hpp"
#include "mcbin/render/line_encoder.hpp"

#include <cstdint>

namespace mcbin::render {

/// Zeros that are filled in for the holes of a line at most.
inline constexpr std::uint64_t kFilledBytesMax = 128U << 20U;

/// What becomes of bytes of a frame that its line lacks.
enum class LackingBytes : std::uint8_t {
  Refuse,  // those that were cut or redacted are an error, holes are filled with zeros
  Leave,   // the frame's bytes end where those of the line do
};

/// Why a line about a frame lacks bytes of the value that were captured; empty when it has them.
[[nodiscard]] std::string_view lack_of_value(JsonFields& fields);

/// The bytes of a line about a frame, as encode_line() returns them.
[[nodiscard]] Result<EncodedLine> encode_frame_object(const nlohmann::json& object,
                                                      LackingBytes lacking,
                                                      std::uint64_t filled_max = kFilledBytesMax);

}  // namespace mcbin::render
