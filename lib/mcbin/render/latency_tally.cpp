#include "mcbin/render/latency_tally.hpp"

#include "mcbin/render/hdr_text.hpp"

#include <algorithm>
#include <cmath>

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
  std::vector<HdrBucket> buckets;
  for (std::size_t bucket = 0; bucket < counts_.size(); ++bucket) {
    if (counts_[bucket] == 0) continue;
    buckets.push_back({.up_to_ns = Buckets::largest_in(bucket), .count = counts_[bucket]});
  }
  const double mean = mean_ns();
  const double variance = count_ == 0 ? 0 : squares_ns_ / static_cast<double>(count_) - mean * mean;
  return render::hdr_text(buckets, {.mean_ns = mean,
                                    .deviation_ns = std::sqrt(std::max(variance, 0.0)),
                                    .max_ns = static_cast<std::uint64_t>(max_ns_),
                                    .doublings = Buckets::kValues,
                                    .steps = Buckets::kStepsOfDoubling});
}

}  // namespace mcbin::render
