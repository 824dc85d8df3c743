// Latencies counted in buckets of about three per cent, and what is read off them.
#pragma once

#include "mcbin/base/latency_buckets.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mcbin::render {

/// Memory: nothing until the first latency, then about 10 kB.
class LatencyTally {
 public:
  using Buckets = LatencyBuckets<5, 44>;  // nanoseconds, up to almost five hours

  void add(std::int64_t ns);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::int64_t max_ns() const { return max_ns_; }
  [[nodiscard]] double mean_ns() const;
  /// The latency that `fraction` (0 to 1) of all do not exceed, at most max_ns().
  [[nodiscard]] std::int64_t percentile_ns(double fraction) const;

  /// Latencies up to a bound and above the one before.
  struct Bar {
    std::int64_t up_to_ns = 0;
    std::uint64_t count = 0;
  };
  /// A bar for each doubling, from the first that is not empty to the last.
  [[nodiscard]] std::vector<Bar> bars() const;

  /// The distribution in the text format of HdrHistogram (microseconds), which its plotters read.
  [[nodiscard]] std::string hdr_text() const;

 private:
  std::vector<std::uint64_t> counts_;  // kCount of them, or none
  std::uint64_t count_ = 0;
  std::int64_t max_ns_ = 0;
  double sum_ns_ = 0;
  double squares_ns_ = 0;
};

}  // namespace mcbin::render
