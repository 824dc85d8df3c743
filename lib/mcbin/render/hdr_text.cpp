#include "mcbin/render/hdr_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace mcbin::render {
namespace {

constexpr double kNsPerUs = 1000;

}  // namespace

std::string hdr_text(std::span<const HdrBucket> buckets, const HdrSummary& summary) {
  std::string text = "       Value     Percentile TotalCount 1/(1-Percentile)\n\n";
  char line[128];
  std::uint64_t count = 0;
  for (const HdrBucket& bucket : buckets) count += bucket.count;
  std::uint64_t seen = 0;
  for (const HdrBucket& bucket : buckets) {
    seen += bucket.count;
    const double value = static_cast<double>(std::min(bucket.up_to_ns, summary.max_ns)) / kNsPerUs;
    const double fraction = static_cast<double>(seen) / static_cast<double>(count);
    std::snprintf(line, sizeof line, "%12.3f %.12f %10llu", value, fraction,
                  static_cast<unsigned long long>(seen));
    text += line;
    if (seen < count) {
      std::snprintf(line, sizeof line, " %14.2f", 1 / (1 - fraction));
      text += line;
    }
    text += '\n';
  }
  std::snprintf(line, sizeof line, "#[Mean    = %12.3f, StdDeviation   = %12.3f]\n",
                summary.mean_ns / kNsPerUs, summary.deviation_ns / kNsPerUs);
  text += line;
  std::snprintf(line, sizeof line, "#[Max     = %12.3f, Total count    = %12llu]\n",
                static_cast<double>(summary.max_ns) / kNsPerUs,
                static_cast<unsigned long long>(count));
  text += line;
  std::snprintf(line, sizeof line, "#[Buckets = %12u, SubBuckets     = %12u]\n", summary.doublings,
                summary.steps);
  text += line;
  return text;
}

std::string hdr_text(const LatencyRecord& record) {
  std::vector<HdrBucket> buckets;
  double sum = 0;
  double squares = 0;
  record.each_bucket([&](std::uint64_t from_ns, std::uint64_t up_to_ns, std::uint64_t count) {
    buckets.push_back({.up_to_ns = up_to_ns, .count = count});
    const double middle = static_cast<double>(from_ns + std::min(up_to_ns, record.max_ns())) / 2;
    sum += middle * static_cast<double>(count);
    squares += middle * middle * static_cast<double>(count);
  });
  const double count = std::max(static_cast<double>(record.count()), 1.0);
  const double mean = sum / count;
  return hdr_text(buckets, {.mean_ns = mean,
                            .deviation_ns = std::sqrt(std::max(squares / count - mean * mean, 0.0)),
                            .max_ns = record.max_ns(),
                            .doublings = LatencyRecord::Buckets::kValues,
                            .steps = LatencyRecord::Buckets::kStepsOfDoubling});
}

}  // namespace mcbin::render
