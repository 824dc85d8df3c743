// Seven items and what is remembered of their neighbourhood, in one line of the cache.
#pragma once

#include "mcbin/store/index_slot.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace mcbin::store {

/// Fingerprints of the keys that were last evicted from a bucket, newest first, and how many items
/// that belong into this bucket or before it lie behind it.
///
/// overflow:8 | 4 fingerprints of 14 bits. An overflow that reached 255 stays there.
class BucketNote {
 public:
  static constexpr std::size_t kGhosts = 4;
  static constexpr std::uint64_t kOverflowMax = 255;

  constexpr explicit BucketNote(std::uint64_t bits) : bits_(bits) {}

  [[nodiscard]] constexpr std::uint64_t bits() const { return bits_; }
  [[nodiscard]] constexpr std::uint64_t overflow() const { return bits_ >> kOverflowShift; }

  [[nodiscard]] constexpr BucketNote with_overflow(std::uint64_t count) const {
    return BucketNote(ghosts() | count << kOverflowShift);
  }
  [[nodiscard]] constexpr BucketNote one_more_behind() const {
    return overflow() == kOverflowMax ? *this : with_overflow(overflow() + 1);
  }
  [[nodiscard]] constexpr BucketNote one_less_behind() const {
    return overflow() == kOverflowMax ? *this : with_overflow(overflow() - 1);
  }

  [[nodiscard]] constexpr std::uint64_t ghosts() const { return bits_ & kGhostMask; }
  [[nodiscard]] constexpr BucketNote with_ghosts(std::uint64_t ghosts) const {
    return BucketNote(overflow() << kOverflowShift | ghosts);
  }
  /// Remembers the key of `hash` and forgets the oldest.
  [[nodiscard]] constexpr BucketNote with_ghost(std::uint64_t hash) const {
    return with_ghosts((ghosts() << kBits | fingerprint(hash)) & kGhostMask);
  }
  [[nodiscard]] constexpr bool remembers(std::uint64_t hash) const {
    for (unsigned at = 0; at < kGhosts; ++at) {
      if ((bits_ >> (at * kBits) & kFingerprintMask) == fingerprint(hash)) return true;
    }
    return false;
  }

 private:
  static constexpr unsigned kBits = 14;
  static constexpr unsigned kOverflowShift = kGhosts * kBits;
  static constexpr std::uint64_t kGhostMask = (1ULL << kOverflowShift) - 1;
  static constexpr std::uint64_t kFingerprintMask = (1ULL << kBits) - 1;

  /// Never 0, which is no ghost.
  [[nodiscard]] static constexpr std::uint64_t fingerprint(std::uint64_t hash) {
    const std::uint64_t bits = hash & kFingerprintMask;
    return bits == 0 ? 1 : bits;
  }

  std::uint64_t bits_;
};

inline constexpr std::size_t kBucketSlots = 7;

/// Invariants: written under the stripe's lock only, but for the frequency of a slot, which a
/// reader raises with one compare-and-swap; an item lies in its own bucket or, where all slots
/// were taken, in the next one that had room, and each bucket passed over counts it as overflow.
struct alignas(64) IndexBucket {
  std::array<std::atomic<std::uint64_t>, kBucketSlots> slots;
  std::atomic<std::uint64_t> note;

  [[nodiscard]] IndexSlot slot(std::size_t at) const {
    return IndexSlot(slots[at].load(std::memory_order_acquire));
  }
  [[nodiscard]] BucketNote notes() const {
    return BucketNote(note.load(std::memory_order_acquire));
  }
  void set_notes(BucketNote notes) { note.store(notes.bits(), std::memory_order_release); }
};

static_assert(sizeof(IndexBucket) == 64);

}  // namespace mcbin::store
