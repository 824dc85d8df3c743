// What the store tells about itself: counters since the start (or reset) and gauges of this moment.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mcbin::store {

/// Items are kept apart by size in so many bands; the last has pages of its own for each item.
inline constexpr std::size_t kStatBands = 4;

/// What became of items, all of them or those of one band.
struct ItemCounts {
  std::uint64_t evicted_small = 0;      // dropped for room before they were fetched often enough
  std::uint64_t evicted_main = 0;       // dropped for room after having been kept for a while
  std::uint64_t evicted_unfetched = 0;  // of both, never read
  std::uint64_t expired_unfetched = 0;  // expired without ever having been read
  std::uint64_t reclaimed = 0;          // expired or flushed items whose memory came back
  std::uint64_t crawler_reclaimed = 0;  // of those, found by maintain()

  [[nodiscard]] std::uint64_t evictions() const { return evicted_small + evicted_main; }

  ItemCounts& operator+=(const ItemCounts& more) {
    evicted_small += more.evicted_small;
    evicted_main += more.evicted_main;
    evicted_unfetched += more.evicted_unfetched;
    expired_unfetched += more.expired_unfetched;
    reclaimed += more.reclaimed;
    crawler_reclaimed += more.crawler_reclaimed;
    return *this;
  }
};

/// One queue of one band.
struct QueueStats {
  std::uint64_t segments = 0;      // none in the last band
  std::uint64_t items = 0;         // live or not yet reclaimed
  std::uint64_t bytes = 0;         // of those
  std::uint64_t memory_bytes = 0;  // of the segments or pages they lie in
};

struct BandStats {
  std::uint64_t item_bytes_max = 0;  // 0: as large as the item limit
  QueueStats small;
  QueueStats main;
  ItemCounts counts;

  [[nodiscard]] std::uint64_t items() const { return small.items + main.items; }
};

struct StoreStats {
  // Gauges.
  std::uint64_t items = 0;          // live or not yet reclaimed
  std::uint64_t bytes = 0;          // key + value + per-item overhead of those items
  std::uint64_t memory_bytes = 0;   // everything counted against the limit
  std::uint64_t limit_bytes = 0;    // Options::memory_bytes
  std::uint64_t index_slots = 0;    // of the hash index
  std::uint64_t index_bytes = 0;    // of the hash index
  std::uint64_t segment_bytes = 0;  // of one segment
  std::uint64_t free_segments = 0;  // kept ready for writers
  std::array<BandStats, kStatBands> bands;
  // Counters.
  std::uint64_t total_items = 0;  // items ever stored
  ItemCounts counts;              // of all bands
  std::uint64_t ghost_hits = 0;   // new items that had been evicted not long before
  std::uint64_t moved_bytes = 0;  // copied by the cleaner out of segments in which much was dead
};

}  // namespace mcbin::store
