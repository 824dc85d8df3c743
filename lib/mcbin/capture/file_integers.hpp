// Integers of capture files, which are in the byte order of the machine that wrote them.
#pragma once

#include "mcbin/base/endian.hpp"

#include <cstdint>

namespace mcbin::capture {

enum class ByteOrder : std::uint8_t { BigFirst, LittleFirst };

/// Reads 2 or 4 bytes at `from`. The caller has checked the length.
[[nodiscard]] inline std::uint16_t load_16(const Byte* from, ByteOrder order) {
  const std::uint16_t value = load_be16(from);
  return order == ByteOrder::BigFirst ? value : __builtin_bswap16(value);
}
[[nodiscard]] inline std::uint32_t load_32(const Byte* from, ByteOrder order) {
  const std::uint32_t value = load_be32(from);
  return order == ByteOrder::BigFirst ? value : __builtin_bswap32(value);
}

/// More than any packet has; larger ones are a broken file.
inline constexpr std::uint32_t kPacketBytesMax = 16U << 20U;

}  // namespace mcbin::capture
