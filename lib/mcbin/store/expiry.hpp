// When an item dies. The store counts on the steady clock, so that setting the wall clock neither
// kills nor revives anything; the one rule that turns a requested expiry into a moment lives here.
#pragma once

#include "mcbin/base/clock.hpp"

#include <compare>
#include <cstdint>
#include <limits>

namespace mcbin::store {

/// A moment on the steady clock, or never. Ordered: never comes last.
struct Expiry {
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

  std::int64_t steady_ms = kNever;

  [[nodiscard]] constexpr bool passed(Now now) const { return steady_ms <= now.steady_ms; }
  [[nodiscard]] constexpr bool never() const { return steady_ms == kNever; }
  friend constexpr auto operator<=>(const Expiry&, const Expiry&) = default;
};

/// Requested seconds up to this many count from now; more is a Unix time.
inline constexpr std::uint32_t kRelativeSecondsMax = 60 * 60 * 24 * 30;

/// The moment a requested expiry means: 0 is never, up to 30 days counts from `now`, anything
/// larger is a Unix time, which may lie in the past (the item is then dead at once).
/// A relative N lives N seconds, exact to the millisecond.
[[nodiscard]] Expiry expiry_from_seconds(std::uint32_t seconds, Now now);

}  // namespace mcbin::store
