#include "mcbin/render/latency_tally.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace mcbin::render {

void LatencyTally::add(std::int64_t ns) {
  if (counts_.empty()) counts_.resize(Buckets::kCount);
  ns = std::max<std::int64_t>(ns, 0);
  ++counts_[Buckets::of(static_cast<std::uint64_t>(ns))];
  ++count_;
  max_ns_ = std::max(max_ns_, ns);
  const auto value = static_cast<double>(ns);
  sum_ns_ += value;
  squares_ns_ += value * value;
}

double LatencyTally::mean_ns() const {
  return count_ == 0 ? 0 : sum_ns_ / static_cast<double>(count_);
}

std::int64_t LatencyTally::percentile_ns(double fraction) const {
  if (count_ == 0) return 0;
  const auto value = static_cast<std::int64_t>(latency_percentile<Buckets>(counts_, fraction));
  return std::min(value, max_ns_);
}

std::vector<LatencyTally::Bar> LatencyTally::bars() const {
  std::vector<Bar> bars;
  constexpr std::int64_t kFirstBoundNs = 1000;
  std::int64_t bound = kFirstBoundNs;
  std::uint64_t inside = 0;
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < counts_.size() && seen < count_; ++bucket) {
    const auto largest = static_cast<std::int64_t>(Buckets::largest_in(bucket));
    while (largest > bound) {
      if (inside > 0 || !bars.empty()) bars.push_back({.up_to_ns = bound, .count = inside});
      inside = 0;
      bound *= 2;
    }
    inside += counts_[bucket];
    seen += counts_[bucket];
  }
  if (inside > 0) bars.push_back({.up_to_ns = bound, .count = inside});
  return bars;
}

std::string LatencyTally::hdr_text() const {
  constexpr double kNsPerUs = 1000;
  std::string text = "       Value     Percentile TotalCount 1/(1-Percentile)\n\n";
  char line[128];
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < counts_.size() && seen < count_; ++bucket) {
    if (counts_[bucket] == 0) continue;
    seen += counts_[bucket];
    const auto largest = static_cast<std::int64_t>(Buckets::largest_in(bucket));
    const double value = static_cast<double>(std::min(largest, max_ns_)) / kNsPerUs;
    const double fraction = static_cast<double>(seen) / static_cast<double>(count_);
    std::snprintf(line, sizeof line, "%12.3f %.12f %10llu", value, fraction,
                  static_cast<unsigned long long>(seen));
    text += line;
    if (seen < count_) {
      std::snprintf(line, sizeof line, " %14.2f", 1 / (1 - fraction));
      text += line;
    }
    text += '\n';
  }
  const double mean = mean_ns();
  const double variance = count_ == 0 ? 0 : squares_ns_ / static_cast<double>(count_) - mean * mean;
  std::snprintf(line, sizeof line, "#[Mean    = %12.3f, StdDeviation   = %12.3f]\n",
                mean / kNsPerUs, std::sqrt(std::max(variance, 0.0)) / kNsPerUs);
  text += line;
  std::snprintf(line, sizeof line, "#[Max     = %12.3f, Total count    = %12llu]\n",
                static_cast<double>(max_ns_) / kNsPerUs, static_cast<unsigned long long>(count_));
  text += line;
  std::snprintf(line, sizeof line, "#[Buckets = %12u, SubBuckets     = %12u]\n", 44U, 32U);
  text += line;
  return text;
}

}  // namespace mcbin::render
