// The port through which the store tells what changed: results, not operations, so that telling
// them again does no harm. Who keeps them (the journal) does not know the store, nor it the keeper.
// The store counts on the steady clock and the sink on the wall clock: the store converts, here.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/clock.hpp"

#include <cstdint>
#include <limits>

namespace mcbin {

/// The expiry of what never expires, on either clock.
inline constexpr std::int64_t kNeverMs = std::numeric_limits<std::int64_t>::max();

/// Moves a moment from a clock that says `from_ms` now to one that says `to_ms` now. Never stays
/// never; what lies beyond the range becomes the last moment before never, or the first of all.
[[nodiscard]] constexpr std::int64_t moment_on_other_clock(std::int64_t moment_ms,
                                                           std::int64_t from_ms,
                                                           std::int64_t to_ms) {
  if (moment_ms == kNeverMs) {
    return kNeverMs;
  }
  std::int64_t apart = 0;
  std::int64_t moved = 0;
  if (__builtin_sub_overflow(to_ms, from_ms, &apart)) {
    return to_ms > from_ms ? kNeverMs - 1 : std::numeric_limits<std::int64_t>::min();
  }
  if (__builtin_add_overflow(moment_ms, apart, &moved)) {
    return apart > 0 ? kNeverMs - 1 : std::numeric_limits<std::int64_t>::min();
  }
  return moved == kNeverMs ? kNeverMs - 1 : moved;
}

/// The wall-clock moment of a steady one, as the clocks stand at `now`.
[[nodiscard]] constexpr std::int64_t wall_moment(std::int64_t steady_ms, Now now) {
  return moment_on_other_clock(steady_ms, now.steady_ms, now.wall_ms);
}

/// The steady moment of a wall-clock one, as the clocks stand at `now`.
[[nodiscard]] constexpr std::int64_t steady_moment(std::int64_t wall_ms, Now now) {
  return moment_on_other_clock(wall_ms, now.wall_ms, now.steady_ms);
}

/// An item as a change left it. Views what the caller owns, valid during the call.
struct StoredChange {
  ByteView key;
  ByteView value;
  std::uint32_t flags = 0;
  std::uint64_t cas = 0;
  std::int64_t expiry_wall_ms = kNeverMs;
};

/// Takes changes. Called under the lock of the key's stripe, in the order in which they apply, and
/// after readers can see them. Calls for keys of other stripes come from other threads meanwhile.
/// No call blocks or throws. Evictions are not told.
/// Each returns the sequence of what it told; sequences only grow.
class ChangeSink {
 public:
  virtual ~ChangeSink() = default;

  /// The key now has this item.
  virtual std::uint64_t stored(const StoredChange& change) = 0;

  /// The key has no item: deleted, also when it had none, or dropped by a set that was refused.
  /// That an item has expired is not told: it follows from what was.
  virtual std::uint64_t removed(ByteView key) = 0;

  /// The item of the key that has this CAS now expires then.
  virtual std::uint64_t expiry_set(ByteView key, std::uint64_t cas,
                                   std::int64_t expiry_wall_ms) = 0;

  /// Every item with a CAS of at most this is gone, and no flush waits. Called under the lock of
  /// the flushes, before a reader can see it.
  virtual std::uint64_t flushed(std::uint64_t cas_last) = 0;

  /// A flush waits for that moment; it replaces the one that waited. Called as flushed() is.
  virtual std::uint64_t flush_at(std::int64_t wall_ms) = 0;
};

}  // namespace mcbin
