#include "mcbin/capture/pcapng_time.hpp"

#include <algorithm>

namespace mcbin::capture {

namespace {

constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr unsigned kTenDigitsMax = 19;  // 10^19 is the last that 64 bits hold
constexpr unsigned kTwoDigitsMax = 63;

std::uint64_t power_of_ten(unsigned exponent) {
  std::uint64_t power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

/// Seconds and nanoseconds of a count of 10^-digits seconds.
std::uint64_t from_tens(std::uint64_t units, unsigned digits) {
  const std::uint64_t per_second = power_of_ten(std::min(digits, kTenDigitsMax));
  const std::uint64_t rest = units % per_second;
  const std::uint64_t nanoseconds =
      digits <= 9 ? rest * power_of_ten(9 - digits) : rest / power_of_ten(digits - 9);
  return units / per_second * kNanosecondsPerSecond + nanoseconds;
}

/// The same of 2^-digits seconds.
std::uint64_t from_twos(std::uint64_t units, unsigned digits) {
  digits = std::min(digits, kTwoDigitsMax);
  const std::uint64_t seconds = units >> digits;
  std::uint64_t rest = units - (seconds << digits);
  if (digits > 32) {
    rest >>= digits - 32;
    digits = 32;
  }
  return seconds * kNanosecondsPerSecond + (rest * kNanosecondsPerSecond >> digits);
}

}  // namespace

std::int64_t nanoseconds_of(std::uint64_t units, const InterfaceClock& clock) {
  const unsigned digits = clock.resolution & 0x7fU;
  const bool twos = (clock.resolution & 0x80U) != 0;
  const std::uint64_t since =
      twos ? from_twos(units, digits) : from_tens(units, std::min(digits, kTenDigitsMax));
  // Unsigned, as nonsense may overflow.
  return static_cast<std::int64_t>(since + static_cast<std::uint64_t>(clock.offset_seconds) *
                                               kNanosecondsPerSecond);
}

}  // namespace mcbin::capture
