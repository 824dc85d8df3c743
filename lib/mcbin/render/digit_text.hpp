// Decimal digits written to where they belong: what lines with very many numbers are made of.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace mcbin::render {

/// 2^64 - 1 has this many digits.
inline constexpr std::size_t kDigitsMax = 20;

namespace detail {
consteval std::array<char, 200> spread_digit_pairs() {
  std::array<char, 200> pairs{};
  for (std::size_t pair = 0; pair < 100; ++pair) {
    pairs[pair * 2] = static_cast<char>('0' + pair / 10);
    pairs[pair * 2 + 1] = static_cast<char>('0' + pair % 10);
  }
  return pairs;
}
inline constexpr std::array<char, 200> kDigitPairs = spread_digit_pairs();

constexpr unsigned digits_of(std::uint64_t value) {
  unsigned digits = 1;
  for (;; digits += 4, value /= 10'000) {
    if (value < 10) return digits;
    if (value < 100) return digits + 1;
    if (value < 1'000) return digits + 2;
    if (value < 10'000) return digits + 3;
  }
}
}  // namespace detail

/// Writes the last `digits` digits of `value` to `to`, zeros in front. @return where they end.
inline char* write_fixed_digits(char* to, std::uint64_t value, unsigned digits) {
  char* const end = to + digits;
  for (char* at = end; at - to >= 2; value /= 100) {
    at -= 2;
    std::memcpy(at, &detail::kDigitPairs[value % 100 * 2], 2);
  }
  if (digits % 2 != 0) *to = static_cast<char>('0' + value % 10);
  return end;
}

/// Writes `value` to `to`, kDigitsMax letters at most. @return where they end.
inline char* write_digits(char* to, std::uint64_t value) {
  if (value < 10) {
    *to = static_cast<char>('0' + value);
    return to + 1;
  }
  return write_fixed_digits(to, value, detail::digits_of(value));
}

}  // namespace mcbin::render
