// The log: all segments, the open one of each band and queue, the queues of the sealed ones, and
// those that are free. What the items in them mean is the business of others.
#pragma once

#include "mcbin/store/eviction_policy.hpp"
#include "mcbin/store/item.hpp"
#include "mcbin/store/limbo.hpp"
#include "mcbin/store/mapped_memory.hpp"
#include "mcbin/store/memory_budget.hpp"
#include "mcbin/store/segment.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

namespace mcbin::store {

/// Who asks for room: the last free segments are for the sweeper, which gives back more than it
/// takes.
enum class Taker : std::uint8_t { Writer, Sweeper };

/// Safe from any thread.
///
/// Locks: a stripe's, then a head's, then the log's mutex; nothing is locked inside the log's but
/// limbo's. Invariants: a segment is Open in at most one head, Sealed in exactly one queue, Free in
/// the list of free ones; each but the Unmapped ones is counted in the budget.
class SegmentLog {
 public:
  /// Free segments that only the sweeper takes.
  static constexpr std::size_t kReserve = 2;
  /// Free segments that are kept ready, so that a writer need not wait for readers.
  static constexpr std::size_t kFreeAhead = kReserve + 2;

  /// A power of two, about 1/512 of the limit.
  [[nodiscard]] static std::size_t segment_bytes_for(std::uint64_t limit_bytes);
  [[nodiscard]] static std::size_t bytes_at_start(std::uint64_t limit_bytes);

  /// Check valid() afterwards: the memory may not suffice.
  SegmentLog(MemoryBudget& budget, Limbo& limbo);
  ~SegmentLog();
  SegmentLog(const SegmentLog&) = delete;
  SegmentLog& operator=(const SegmentLog&) = delete;
  [[nodiscard]] bool valid() const { return valid_; }

  [[nodiscard]] std::size_t segment_bytes() const { return segment_bytes_; }
  /// Larger items do not go into segments.
  [[nodiscard]] std::size_t item_bytes_max() const { return segment_bytes_ / 4; }
  [[nodiscard]] static std::size_t band_of(std::size_t item_bytes);
  /// 0 for the large items.
  [[nodiscard]] std::size_t band_bytes_max(std::size_t band) const;

  /// `item_bytes` at the end of the open segment, or nullptr when that needs a segment and none is
  /// free. Followed by published(), under the same stripe lock.
  [[nodiscard]] Byte* append(std::size_t item_bytes, Queue queue, Taker taker);
  void published(const Item& item, std::int64_t expiry_ms);

  /// The index no longer points at `item`, of a segment.
  void dropped(const Item& item);

  [[nodiscard]] bool contains(const Item& item) const { return memory_.contains(&item); }
  [[nodiscard]] Segment& segment_of(const Item& item) const {
    return segments_[static_cast<std::size_t>(reinterpret_cast<const Byte*>(&item) -
                                              memory_.begin()) >>
                     segment_shift_];
  }
  [[nodiscard]] Byte* begin_of(const Segment& segment) const {
    return memory_.begin() +
           (static_cast<std::size_t>(&segment - segments_.get()) << segment_shift_);
  }

  /// Fills in the bands that lie in segments.
  void add_figures(CacheFigures& figures);
  /// Takes the oldest out of its queue, for sweeping; nullptr when it is gone or still written to.
  [[nodiscard]] Segment* take_oldest(std::size_t band, Queue queue);
  /// Whether the sealed segments together are sparse: until then, and while there is memory, what
  /// is left in sparse ones need not be moved, as it may die by itself.
  [[nodiscard]] bool sparse() const;
  /// Takes a segment with much dead in it (but fewer than the live percentage) for sweeping.
  [[nodiscard]] Segment* take_sparse();
  /// Ends sweeping: nothing in the segment is live any more.
  void swept(Segment& segment);
  /// Seals the open segments, where nothing else can be evicted.
  /// @return whether there was one with something in it.
  bool seal_all();

  /// Returns one free segment's memory to the system, where more than `kept` are free.
  bool release_free(std::size_t kept);

  [[nodiscard]] std::size_t free_segments() const {
    return free_count_.load(std::memory_order_relaxed);
  }
  /// Whether a segment beyond the free ones would fit.
  [[nodiscard]] bool can_map() const { return budget_.left() >= segment_bytes_; }

  /// Bytes up to which the items of a segment are whole, or 0 while one is being written.
  [[nodiscard]] std::uint32_t whole_bytes(Segment& segment);

  [[nodiscard]] std::size_t segments() const { return count_; }
  [[nodiscard]] Segment& segment(std::size_t number) { return segments_[number]; }
  /// Bytes appended so far, as of the last seal.
  [[nodiscard]] std::uint64_t clock() const { return clock_.load(std::memory_order_relaxed); }
  void advance_clock(std::uint64_t bytes) { clock_.fetch_add(bytes, std::memory_order_relaxed); }
  void set_flushed(std::uint64_t cas) { flushed_cas_.store(cas, std::memory_order_relaxed); }

 private:
  struct Head {
    std::mutex mutex;
    Segment* open = nullptr;
  };

  [[nodiscard]] Head& head(std::size_t band, Queue queue) {
    return heads_[band][static_cast<std::size_t>(queue)];
  }
  [[nodiscard]] SegmentQueue& sealed(const Segment& segment) {
    return sealed_[segment.band][static_cast<std::size_t>(segment.queue.load())];
  }
  [[nodiscard]] bool sparse(const Segment& segment) const;
  Segment* open_next(std::size_t band, Queue queue, Segment* full, Taker taker);
  void seal(Segment& segment);
  void retire(Segment& segment);
  void become_free(Segment& segment);

  MemoryBudget& budget_;
  Limbo& limbo_;
  const std::size_t segment_bytes_;
  const unsigned segment_shift_;
  const std::size_t count_;
  MappedMemory memory_;
  std::unique_ptr<Segment[]> segments_;
  std::array<std::array<Head, kQueues>, kSegmentBands> heads_;
  std::mutex mutex_;
  std::array<std::array<SegmentQueue, kQueues>, kSegmentBands> sealed_;
  Segment* free_ = nullptr;      // linked by next
  Segment* unmapped_ = nullptr;  // linked by next
  std::size_t sparse_cursor_ = 0;
  std::atomic<std::size_t> free_count_{0};
  std::atomic<std::uint64_t> clock_{0};
  std::atomic<std::uint64_t> flushed_cas_{0};
  bool valid_ = true;
};

}  // namespace mcbin::store
