// Decimal digits written to where they belong: what lines with very many numbers are made of. Eight
// digits at a time, without a branch that depends on their number.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace mcbin::render {

/// 2^64 - 1 has this many digits. What is written to needs room for kDigitsRoom.
inline constexpr std::size_t kDigitsMax = 20;
inline constexpr std::size_t kDigitsRoom = kDigitsMax + 8;

namespace detail {

inline constexpr std::uint32_t kEightDigits = 100'000'000;

/// The digits of `value`, below kEightDigits, one a byte, the first one in the lowest: first two
/// groups of four digits apart, then four of two, then eight of one.
constexpr std::uint64_t eight_digits(std::uint32_t value) {
  const std::uint64_t fours = value / 10'000 | std::uint64_t{value % 10'000} << 32U;
  const std::uint64_t high_twos = (fours * 10'486 >> 20U) & 0x0000007f0000007f;
  const std::uint64_t twos = (fours - 100 * high_twos) << 16U | high_twos;
  const std::uint64_t high_ones = (twos * 103 >> 10U) & 0x000f000f000f000f;
  return (twos - 10 * high_ones) << 8U | high_ones;
}

/// Stores bytes of which the first is the lowest.
inline void store_letters(char* to, std::uint64_t letters) {
  if constexpr (std::endian::native == std::endian::big) letters = __builtin_bswap64(letters);
  std::memcpy(to, &letters, sizeof letters);
}

inline constexpr std::uint64_t kZeros = 0x3030303030303030;

inline constexpr std::array<std::uint32_t, 9> kPowers = {
    0, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

/// How many digits `value`, below kEightDigits, has: from its bits, give or take one.
constexpr unsigned digits_of(std::uint32_t value) {
  const auto guess = static_cast<unsigned>(std::bit_width(value | 1U)) * 1233U >> 12U;
  return guess + (value >= kPowers[guess] ? 1 : 0);
}

}  // namespace detail

/// Writes the last eight digits of `value` to `to`, zeros in front. @return where they end.
inline char* write_eight_digits(char* to, std::uint32_t value) {
  detail::store_letters(to, detail::eight_digits(value % detail::kEightDigits) + detail::kZeros);
  return to + 8;
}

/// Writes the last `digits` digits of `value`, up to eight, with zeros in front, and needs room for
/// eight. @return where they end.
inline char* write_fixed_digits(char* to, std::uint32_t value, unsigned digits) {
  const std::uint64_t letters = detail::eight_digits(value) + detail::kZeros;
  detail::store_letters(to, letters >> 8U * (8 - digits));
  return to + digits;
}

namespace detail {
/// For numbers of more than eight digits.
[[gnu::noinline]] inline char* write_many_digits(char* to, std::uint64_t value) {
  const std::uint64_t front = value / kEightDigits;
  if (front >= kEightDigits) {
    const auto first = static_cast<std::uint32_t>(front / kEightDigits);
    to = write_fixed_digits(to, first, digits_of(first));
    to = write_eight_digits(to, static_cast<std::uint32_t>(front % kEightDigits));
  } else {
    const auto first = static_cast<std::uint32_t>(front);
    to = write_fixed_digits(to, first, digits_of(first));
  }
  return write_eight_digits(to, static_cast<std::uint32_t>(value % kEightDigits));
}
}  // namespace detail

/// Writes `value` to `to`, which has kDigitsRoom. @return where the digits end.
inline char* write_digits(char* to, std::uint64_t value) {
  if (value < 10) {
    *to = static_cast<char>('0' + value);
    return to + 1;
  }
  if (value < detail::kEightDigits) {
    const auto small = static_cast<std::uint32_t>(value);
    return write_fixed_digits(to, small, detail::digits_of(small));
  }
  return detail::write_many_digits(to, value);
}

}  // namespace mcbin::render
