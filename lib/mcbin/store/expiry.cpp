#include "mcbin/store/expiry.hpp"

namespace mcbin::store {

Expiry expiry_from_seconds(std::uint32_t seconds, Now now) {
  constexpr std::int64_t kMsPerSecond = 1000;
  if (seconds == 0) return {};
  const std::int64_t requested_ms = std::int64_t{seconds} * kMsPerSecond;
  if (seconds <= kRelativeSecondsMax) return {now.steady_ms + requested_ms};
  return {now.steady_ms + (requested_ms - now.wall_ms)};
}

}  // namespace mcbin::store
