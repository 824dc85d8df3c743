// What came of a cache trace, wherever it was played.
#pragma once

#include "mcbin/base/latency_record.hpp"
#include "mcbin/replay/ratio_series.hpp"
#include "mcbin/replay/trace_operation.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace mcbin::replay {

struct TraceCounts {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::uint64_t hit_bytes = 0;  // of the values that were found
  std::uint64_t fills = 0;      // sets that follow a miss
  std::uint64_t writes = 0;     // recorded operations that are no look-ups
  std::uint64_t not_done = 0;   // of those, what had no effect: no such key, or there is one
  std::uint64_t refused = 0;    // of fills and writes: too large, no memory, not a number
  std::array<std::uint64_t, kTraceSkipNames.size()> skipped{};
  std::uint64_t out_of_order = 0;  // rows that stood behind a later one, and were sorted
  std::uint64_t too_late = 0;      // of those, the ones that came too late to be sorted
  double seconds = 0;
  double cpu_seconds = 0;                  // of this process
  std::optional<std::uint64_t> evictions;  // where they can be known
  LatencyRecord latency;                   // from sending to answer; none in process
  RatioSeries ratio;

  [[nodiscard]] std::uint64_t lookups() const { return hits + misses; }
  /// Requests made: what was recorded, and the sets that follow misses.
  [[nodiscard]] std::uint64_t requests() const { return lookups() + fills + writes; }
  [[nodiscard]] double hit_ratio() const {
    return lookups() == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(lookups());
  }
};

}  // namespace mcbin::replay
