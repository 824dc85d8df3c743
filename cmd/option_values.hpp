// The grammar of option values: numbers, sizes, durations, expiry times. Pure functions from text;
// which option takes which is said in the command's own file.
#pragma once

#include "mcbin/base/error.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <string_view>

namespace mcbin::cmd {

inline constexpr std::uint64_t kKibibyte = 1024;
inline constexpr std::uint64_t kMebibyte = 1024 * kKibibyte;
inline constexpr std::uint64_t kGibibyte = 1024 * kMebibyte;

/// The largest duration that is accepted; keeps every later addition far from overflow.
inline constexpr std::chrono::hours kDurationMax{24 * 366 * 1000};

/// Reads a number: decimal digits, or 0x and hex digits. A leading zero is not octal.
/// @return Errc::BadText with a sentence in `detail`, also for numbers above `max`.
[[nodiscard]] Result<std::uint64_t> parse_unsigned(
    std::string_view text, std::uint64_t max = std::numeric_limits<std::uint64_t>::max());

/// Reads a number above 0, with or without a fraction.
/// @return Errc::BadText with a sentence in `detail`, also for numbers above `max`.
[[nodiscard]] Result<double> parse_decimal(std::string_view text, double max);

/// Reads a size in bytes: a decimal number, then nothing (`bare_unit_bytes` each) or one of k, m, g
/// (powers of 1024), in either case.
/// @return Errc::BadText.
[[nodiscard]] Result<std::uint64_t> parse_size(std::string_view text,
                                               std::uint64_t bare_unit_bytes = 1);

/// Reads a duration: decimal numbers with the units w, d, h, m, s, ms from large to small, each
/// once (`1h30m`); a bare number counts seconds.
/// @return Errc::BadText, also for more than kDurationMax.
[[nodiscard]] Result<std::chrono::milliseconds> parse_duration(std::string_view text);

/// When a value expires, as a person says it.
struct Expiry {
  enum class Kind : std::uint8_t { Never, After, At };
  Kind kind = Kind::Never;
  std::int64_t seconds = 0;  // After: from now; At: Unix time
};

/// Reads an expiry: `0` (never), a duration of whole seconds, or `@` with a Unix time or a date
/// (`2026-12-31`, `2026-12-31T23:59`, `2026-12-31T23:59:59`, local time, or with `Z` or `+01:00`).
/// @return Errc::BadText.
[[nodiscard]] Result<Expiry> parse_expiry(std::string_view text);

/// The number that a memcache server understands: up to 30 days it counts from now, beyond it is a
/// Unix time.
///
/// Spec: protocol-binary section 4, "Expiration".
/// @return Errc::BadText for a moment that has passed or lies beyond 32 bits.
[[nodiscard]] Result<std::uint32_t> wire_expiry(Expiry expiry, std::int64_t now_unix_seconds);

}  // namespace mcbin::cmd
