#include "cmd/metrics_families.hpp"

#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/status_info.hpp"

#include <utility>

namespace mcbin::cmd {
namespace {

using engine::kKnownOpcodes;
using engine::kSentStatuses;
using engine::kTallyRows;
using engine::RequestLatency;

constexpr double kNsPerSecond = 1'000'000'000;

/// Bounds of the histogram's buckets: powers of two, which are bounds of the tallies' own buckets,
/// from 1 microsecond to 8.6 seconds.
constexpr unsigned kFirstBoundBits = 10;
constexpr unsigned kLastBoundBits = 33;

std::string opcode_label(std::size_t row) {
  if (row == kKnownOpcodes) return "other";
  const auto name = codec::opcode_info(static_cast<codec::Opcode>(row)).name;
  return name.empty() ? "other" : std::string(name);
}

/// The counts of one opcode as a cumulative histogram. Each bucket's requests are summed up as if
/// they took its middle, so the sum is off by a sixteenth at most.
prometheus::ClientMetric::Histogram histogram_of(const engine::RequestTotals::Latency& counts) {
  prometheus::ClientMetric::Histogram histogram;
  std::size_t bucket = 0;
  double sum_ns = 0;
  const auto add_up_to = [&](std::uint64_t bound_ns) {
    for (; bucket < RequestLatency::kCount && RequestLatency::largest_in(bucket) <= bound_ns;
         ++bucket) {
      const auto largest = static_cast<double>(RequestLatency::largest_in(bucket));
      const double smallest =
          bucket == 0 ? 0 : static_cast<double>(RequestLatency::largest_in(bucket - 1)) + 1;
      histogram.sample_count += counts[bucket];
      sum_ns += static_cast<double>(counts[bucket]) * (smallest + largest) / 2;
    }
  };
  for (unsigned bits = kFirstBoundBits; bits <= kLastBoundBits; ++bits) {
    const std::uint64_t bound_ns = std::uint64_t{1} << bits;
    add_up_to(bound_ns);
    histogram.bucket.push_back({.cumulative_count = histogram.sample_count,
                                .upper_bound = static_cast<double>(bound_ns) / kNsPerSecond});
  }
  add_up_to(~std::uint64_t{0});
  histogram.sample_sum = sum_ns / kNsPerSecond;
  return histogram;
}

}  // namespace

Families::Family& Families::Family::add(Labels labels, double value) {
  prometheus::ClientMetric metric;
  metric.label = std::move(labels);
  // A family is of one kind, and the writer reads the member of that kind.
  metric.counter.value = value;
  metric.gauge.value = value;
  family_.metric.push_back(std::move(metric));
  return *this;
}

Families::Family Families::family(const char* name, const char* help, Kind kind) {
  const auto type =
      kind == Kind::Counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
  families_.push_back({name, help, type, {}});
  return Family(families_.back());
}

prometheus::MetricFamily& Families::histogram(const char* name, const char* help) {
  families_.push_back({name, help, prometheus::MetricType::Histogram, {}});
  return families_.back();
}

void add_requests(Families& families, const engine::RequestTotals& totals) {
  auto counts = families.family("mcbin_requests_total",
                                "Requests by opcode and status, quiet ones too.", Kind::Counter);
  for (std::size_t row = 0; row < kTallyRows; ++row) {
    for (std::size_t at = 0; at < kSentStatuses.size(); ++at) {
      const std::uint64_t count = totals.statuses[row][at];
      if (count == 0) continue;
      counts.add({{"opcode", opcode_label(row)},
                  {"status", std::string(codec::status_name(kSentStatuses[at]))}},
                 static_cast<double>(count));
    }
  }
  auto& latency = families.histogram(
      "mcbin_request_duration_seconds",
      "From reading a batch of requests to having its answers ready, by opcode.");
  for (std::size_t row = 0; row < kTallyRows; ++row) {
    prometheus::ClientMetric metric;
    metric.histogram = histogram_of(totals.latency[row]);
    if (metric.histogram.sample_count == 0) continue;
    metric.label = {{"opcode", opcode_label(row)}};
    latency.metric.push_back(std::move(metric));
  }
}

}  // namespace mcbin::cmd
