// Latencies in reports: which percentiles are told, and what they are called.
#pragma once

#include "mcbin/base/latency_record.hpp"
#include "mcbin/render/json_tree.hpp"

#include <array>
#include <string_view>

namespace mcbin::render {

struct NamedPercentile {
  std::string_view name;
  double fraction;
};

inline constexpr std::array<NamedPercentile, 5> kPercentiles = {
    {{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p999", 0.999}, {"max", 1}}};

[[nodiscard]] inline double microseconds(std::uint64_t ns) {
  return static_cast<double>(ns) / 1000;
}

/// An object `name` with a member for each percentile, in microseconds.
inline void add_latencies(JsonTree& report, std::string_view name, const LatencyRecord& record) {
  report.open_object(name);
  for (const NamedPercentile& percentile : kPercentiles) {
    report.decimal(percentile.name, microseconds(record.percentile_ns(percentile.fraction)));
  }
  report.close_object();
}

}  // namespace mcbin::render
