// The little language of the vectors. Requests: hex; `<CAS0>` is the CAS of this connection's
// answer 0, `<CAS0+1000>` that number plus 1000; `+78*20` is 20 bytes 0x78; 'text' is text.
// Answers: the same without CAS references, where sixteen X in hex stand for any CAS but zero.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::conformance {

/// Bytes that the request pattern makes. A pattern that cannot be read stops the program: patterns
/// are ours.
[[nodiscard]] std::size_t pattern_bytes(std::string_view pattern);

/// Appends the bytes of a request pattern.
/// @param answer_cas  the CAS of every answer so far, in order.
void append_pattern(std::string_view pattern, const std::vector<std::uint64_t>& answer_cas,
                    ByteVector& out);

/// The bytes of plain hex.
[[nodiscard]] ByteVector from_hex(std::string_view hex);

/// `bytes` as hex; long ones are cut, with their length told.
[[nodiscard]] std::string to_hex(ByteView bytes);

/// Whether `frame` is what the answer pattern says.
[[nodiscard]] bool frame_matches(std::string_view pattern, ByteView frame);

/// Whether `frame` answers a VERSION as the pattern does, with any version of three numbers.
[[nodiscard]] bool version_matches(std::string_view pattern, ByteView frame);

}  // namespace mcbin::conformance
