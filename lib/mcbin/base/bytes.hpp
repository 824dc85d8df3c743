// The words for raw bytes that every room shares, and the two bridges to text.
// Byte order lives in endian.hpp; owning buffers live in the rooms that need them.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin {

using Byte = std::uint8_t;
/// Bytes owned by somebody else; valid as long as its owner says.
using ByteView = std::span<const Byte>;
using MutableByteView = std::span<Byte>;
using ByteVector = std::vector<Byte>;

/// The bytes of `text`, without copying. The view lives as long as the text.
[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const Byte*>(text.data()), text.size()};
}

/// `bytes` seen as text (any bytes, also NUL and non-UTF-8), without copying.
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

[[nodiscard]] inline bool same_bytes(ByteView left, ByteView right) {
  return left.size() == right.size() &&
         (left.empty() || std::memcmp(left.data(), right.data(), left.size()) == 0);
}

/// Appends `bytes` to `out`.
inline void append(ByteVector& out, ByteView bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

/// Copies `from` to the front of `to`, which must be at least as long. Empty spans are fine.
inline void copy_bytes(ByteView from, MutableByteView to) {
  if (!from.empty()) std::memcpy(to.data(), from.data(), from.size());
}

}  // namespace mcbin
