// What is known of one segment: a stretch of memory that items are appended to and that is emptied
// as a whole.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace mcbin::store {

/// Items are kept apart by their size: up to 256 bytes, 2 KiB, 16 KiB; and those beyond, which have
/// pages of their own.
inline constexpr std::size_t kSegmentBands = 3;
inline constexpr std::size_t kLargeBand = kSegmentBands;
inline constexpr std::size_t kBands = kSegmentBands + 1;

/// New items go through the small queue; who was asked for there goes to the main one.
enum class Queue : std::uint8_t { Small, Main };
inline constexpr std::size_t kQueues = 2;

enum class SegmentState : std::uint8_t {
  Unmapped,  // holds no memory and does not count
  Free,      // holds memory, empty
  Open,      // the one of its band and queue that is appended to
  Sealed,    // full, in its queue
  Swept,     // out of its queue: the sweeper is emptying it
  Retired,   // empty, waiting for readers
};

/// How much of a segment is alive, and how many of its items are still being written: all in one
/// number, as each atomic step costs as much as the rest of storing a small item.
class Occupancy {
 public:
  class Seen {
   public:
    explicit Seen(std::uint64_t bits) : bits_(bits) {}
    /// Of the items that the index points at, or will as soon as they are written.
    [[nodiscard]] std::uint32_t live_bytes() const { return field(0, kItemsShift); }
    [[nodiscard]] std::uint32_t live_items() const { return field(kItemsShift, kUnpublishedShift); }
    [[nodiscard]] std::uint32_t unpublished() const { return field(kUnpublishedShift, 64); }

   private:
    [[nodiscard]] std::uint32_t field(unsigned from, unsigned to) const {
      return static_cast<std::uint32_t>(bits_ << (64 - to) >> (64 - to + from));
    }
    std::uint64_t bits_;
  };

  [[nodiscard]] Seen seen() const { return Seen(bits_.load(std::memory_order_acquire)); }
  void clear() { bits_.store(0, std::memory_order_relaxed); }
  /// One more item is going to be written.
  void append(std::uint32_t item_bytes) {
    bits_.fetch_add(kUnpublished + kItem + item_bytes, std::memory_order_relaxed);
  }
  /// It has been.
  void publish() { bits_.fetch_sub(kUnpublished, std::memory_order_release); }
  /// An item is dead. @return what there was before.
  Seen drop(std::uint32_t item_bytes) {
    return Seen(bits_.fetch_sub(kItem + item_bytes, std::memory_order_acq_rel));
  }

 private:
  static constexpr unsigned kItemsShift = 24;
  static constexpr unsigned kUnpublishedShift = 44;
  static constexpr std::uint64_t kItem = 1ULL << kItemsShift;
  static constexpr std::uint64_t kUnpublished = 1ULL << kUnpublishedShift;
  std::atomic<std::uint64_t> bits_{0};
};

/// Invariants: `state`, `band`, `queue`, the links and `sealed_at` change under the log's mutex
/// only; `used` and `items` under the head's; items lie one behind the other from 0 to `used`.
struct Segment {
  static constexpr std::int64_t kNoExpiry = std::numeric_limits<std::int64_t>::max();

  Occupancy occupancy;
  std::atomic<std::uint32_t> used{0};   // bytes appended
  std::atomic<std::uint32_t> items{0};  // items appended
  std::atomic<SegmentState> state{SegmentState::Unmapped};
  std::atomic<std::uint8_t> band{0};
  std::atomic<Queue> queue{Queue::Small};
  std::atomic<std::int64_t> min_expiry_ms{kNoExpiry};  // no live item expires before
  std::atomic<std::uint64_t> crawled_flush{0};         // items of this CAS and below are gone
  std::uint64_t sealed_at = 0;                         // on the log's clock
  Segment* next = nullptr;
  Segment* previous = nullptr;

  void lower_min_expiry(std::int64_t expiry_ms) {
    std::int64_t now = min_expiry_ms.load(std::memory_order_relaxed);
    while (expiry_ms < now && !min_expiry_ms.compare_exchange_weak(now, expiry_ms)) {
    }
  }
};

/// Segments in the order in which they were sealed, oldest first.
class SegmentQueue {
 public:
  void push(Segment& segment) {
    segment.next = nullptr;
    segment.previous = last_;
    (last_ != nullptr ? last_->next : first_) = &segment;
    last_ = &segment;
    ++size_;
  }
  void remove(Segment& segment) {
    (segment.previous != nullptr ? segment.previous->next : first_) = segment.next;
    (segment.next != nullptr ? segment.next->previous : last_) = segment.previous;
    --size_;
  }
  [[nodiscard]] Segment* first() const { return first_; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  Segment* first_ = nullptr;
  Segment* last_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace mcbin::store
