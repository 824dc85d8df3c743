// Network-order integers. Every wire integer in the tree goes through these six functions;
// no struct is ever laid over a buffer.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>

namespace mcbin {

namespace detail {
template <std::unsigned_integral Integer>
[[nodiscard]] constexpr Integer to_network(Integer value) {
  if constexpr (std::endian::native == std::endian::big || sizeof(Integer) == 1) {
    return value;
  } else if constexpr (sizeof(Integer) == 2) {
    return __builtin_bswap16(value);
  } else if constexpr (sizeof(Integer) == 4) {
    return __builtin_bswap32(value);
  } else {
    return __builtin_bswap64(value);
  }
}

template <std::unsigned_integral Integer>
[[nodiscard]] inline Integer load_be(const Byte* from) {
  Integer value = 0;
  std::memcpy(&value, from, sizeof value);
  return to_network(value);
}

template <std::unsigned_integral Integer>
inline void store_be(Byte* to, Integer value) {
  value = to_network(value);
  std::memcpy(to, &value, sizeof value);
}
}  // namespace detail

/// Reads 2, 4 or 8 bytes at `from` in network order. The caller has checked the length.
[[nodiscard]] inline std::uint16_t load_be16(const Byte* from) {
  return detail::load_be<std::uint16_t>(from);
}
[[nodiscard]] inline std::uint32_t load_be32(const Byte* from) {
  return detail::load_be<std::uint32_t>(from);
}
[[nodiscard]] inline std::uint64_t load_be64(const Byte* from) {
  return detail::load_be<std::uint64_t>(from);
}

/// Writes 2, 4 or 8 bytes at `to` in network order. The caller has made the room.
inline void store_be16(Byte* to, std::uint16_t value) {
  detail::store_be(to, value);
}
inline void store_be32(Byte* to, std::uint32_t value) {
  detail::store_be(to, value);
}
inline void store_be64(Byte* to, std::uint64_t value) {
  detail::store_be(to, value);
}

}  // namespace mcbin
