// How long things took, as a histogram: what percentiles are read from. Counting is one increment;
// records of several threads are added together afterwards.
#pragma once

#include "mcbin/base/latency_buckets.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace mcbin {

/// Durations in nanoseconds, kept to 1/128 of their size, up to 18 minutes; the largest exactly.
/// Belongs to one thread at a time.
class LatencyRecord {
 public:
  using Buckets = LatencyBuckets<7, 40>;

  LatencyRecord() : counts_(Buckets::kCount) {}

  /// Counts a duration `times` times; what is below zero counts as zero.
  void add(std::int64_t ns, std::uint64_t times = 1) {
    const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0));
    counts_[Buckets::of(value)] += times;
    count_ += times;
    if (times > 0) max_ns_ = std::max(max_ns_, value);
  }

  void merge(const LatencyRecord& other) {
    for (std::size_t at = 0; at < counts_.size(); ++at) counts_[at] += other.counts_[at];
    count_ += other.count_;
    max_ns_ = std::max(max_ns_, other.max_ns_);
  }

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::uint64_t max_ns() const { return max_ns_; }

  /// What `fraction` (0 to 1) of all durations do not exceed; 0 when there are none.
  [[nodiscard]] std::uint64_t percentile_ns(double fraction) const {
    return std::min(latency_percentile<Buckets>(counts_, fraction), max_ns_);
  }

  /// Calls `visit(from_ns, up_to_ns, count)` for each bucket that is not empty, in order.
  template <typename Visit>
  void each_bucket(Visit visit) const {
    std::uint64_t from_ns = 0;
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      const std::uint64_t up_to_ns = Buckets::largest_in(at);
      if (counts_[at] > 0) visit(from_ns, up_to_ns, counts_[at]);
      from_ns = up_to_ns + 1;
    }
  }

 private:
  std::vector<std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  std::uint64_t max_ns_ = 0;
};

}  // namespace mcbin
