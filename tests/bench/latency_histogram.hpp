// The latencies that a load generator has seen, at most 3 % off.
#pragma once

#include "mcbin/base/latency_buckets.hpp"

#include <array>
#include <cstdint>

namespace mcbin::bench {

class LatencyHistogram {
 public:
  void add(std::uint64_t value) { ++counts_[Buckets::of(value)]; }

  /// The upper end of the bucket in which `fraction` of all values is reached; 0 without values.
  [[nodiscard]] std::uint64_t percentile(double fraction) const {
    return latency_percentile<Buckets>(counts_, fraction);
  }

 private:
  using Buckets = LatencyBuckets<5, 40>;
  std::array<std::uint64_t, Buckets::kCount> counts_{};
};

}  // namespace mcbin::bench
