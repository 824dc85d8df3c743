// What the store tells about itself: counters since the start (or reset) and gauges of this moment.
#pragma once

#include <cstdint>

namespace mcbin::store {

struct StoreStats {
  // Gauges.
  std::uint64_t items = 0;         // live or not yet reclaimed
  std::uint64_t bytes = 0;         // key + value + per-item overhead of those items
  std::uint64_t memory_bytes = 0;  // everything counted against the limit
  std::uint64_t limit_bytes = 0;   // Options::memory_bytes
  std::uint64_t index_slots = 0;   // of the hash index
  std::uint64_t index_bytes = 0;   // of the hash index
  // Counters.
  std::uint64_t total_items = 0;        // items ever stored
  std::uint64_t evictions = 0;          // items dropped for room
  std::uint64_t evicted_unfetched = 0;  // of those, never read
  std::uint64_t expired_unfetched = 0;  // expired without ever having been read
  std::uint64_t reclaimed = 0;          // expired or flushed items whose memory came back
  std::uint64_t crawler_reclaimed = 0;  // of those, found by maintain()
};

}  // namespace mcbin::store
