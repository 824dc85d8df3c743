// Counters are kept as decimal text. How such text is read and written lives here; what is done
// with the number does not.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace mcbin::store {

/// 2^64 - 1 has this many digits.
inline constexpr std::size_t kDecimalDigitsMax = 20;

/// Reads the number at the front of `text` as memcached does: white space, an optional sign,
/// digits, then the end, a NUL or white space (and then anything).
/// A minus sign negates modulo 2^64 and is accepted only where the result is below 2^63, so "-0"
/// is 0 and "-12" is no number.
/// @return nothing when there is no such number or it does not fit 64 bits.
[[nodiscard]] std::optional<std::uint64_t> parse_decimal(ByteView text);

/// The digits of a number, without padding.
class DecimalText {
 public:
  explicit DecimalText(std::uint64_t number);

  /// Valid as long as this object.
  [[nodiscard]] ByteView bytes() const { return {digits_.data(), size_}; }

 private:
  std::array<Byte, kDecimalDigitsMax> digits_{};
  std::size_t size_ = 0;
};

}  // namespace mcbin::store
