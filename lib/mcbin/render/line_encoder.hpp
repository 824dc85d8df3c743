// The way back: a line of a dump, or one written by hand, to the bytes that it stands for.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <cstdint>
#include <string_view>

namespace mcbin::render {

/// What a line stands for.
struct EncodedLine {
  ByteVector bytes;              // empty for lines about connections, gaps and sums
  std::uint64_t connection = 0;  // 0: the line names none
  bool from_server = false;
  std::uint64_t filled_bytes = 0;  // zeros in place of bytes that the capture lacks
};

/// Turns one line of JSON into bytes. Of a frame, everything may be left out that follows from the
/// rest: lengths from the parts, the opcode from its name, zeros for the other fields. Lengths that
/// are given stand as they are, right or wrong.
///
/// @return Errc::BadText with a sentence when the line is no JSON object, a field makes no sense,
///     or bytes are missing from it: values that were cut, redacted or left out.
[[nodiscard]] Result<EncodedLine> encode_line(std::string_view line);

}  // namespace mcbin::render
