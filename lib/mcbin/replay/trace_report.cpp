#include "mcbin/replay/trace_report.hpp"

#include "mcbin/render/json_tree.hpp"
#include "mcbin/render/latency_report.hpp"

#include <cstdio>

namespace mcbin::replay {
namespace {

using render::JsonTree;

double requests_per_s(const TraceCounts& counts) {
  return counts.seconds > 0 ? static_cast<double>(counts.requests()) / counts.seconds : 0;
}

std::string row(std::string_view name, double value, int digits) {
  char text[96];
  const int size = std::snprintf(text, sizeof text, "%-18.*s %18.*f\n",
                                 static_cast<int>(name.size()), name.data(), digits, value);
  return {text, static_cast<std::size_t>(size)};
}

std::string row(std::string_view name, std::uint64_t value) {
  return row(name, static_cast<double>(value), 0);
}

/// Requests are sent as fast as answers come: what was meant and what was done are the same.
void add_times(JsonTree& report, const TraceCounts& counts) {
  report.open_object("latency_us");
  render::add_latencies(report, "from_intended", counts.latency);
  render::add_latencies(report, "from_send", counts.latency);
  report.close_object();
  render::add_latencies(report, "lateness_us", LatencyRecord());
}

void add_ratio(JsonTree& report, const TraceCounts& counts) {
  report.open_list("hit_ratio_over_time");
  for (const RatioSeries::Point& point : counts.ratio.points()) {
    report.open_object();
    report.number("lookups", point.lookups);
    report.number("hits", point.hits);
    report.close_object();
  }
  report.close_list();
}

}  // namespace

std::string trace_text(const TraceFacts& facts, const TraceCounts& counts) {
  std::string text = facts.source + " against " + facts.target + ": closed loop, batches of " +
                     std::to_string(kTraceBatch) + ", a miss is followed by a set";
  text += facts.ttl == TraceTtl::Keep ? "\n" : ", items do not expire\n";
  text += row("requests/s", requests_per_s(counts), 0);
  text += row("requests", counts.requests());
  text += row("seconds", counts.seconds, 3);
  text += row("CPU s", counts.cpu_seconds, 3);
  text += row("hit ratio", counts.hit_ratio(), 5);
  text += row("hits", counts.hits);
  text += row("misses", counts.misses);
  text += row("sets after misses", counts.fills);
  text += row("other operations", counts.writes);
  text += row("without effect", counts.not_done);
  text += row("refused", counts.refused);
  if (counts.evictions) text += row("evictions", *counts.evictions);
  for (std::size_t why = 0; why < counts.skipped.size(); ++why) {
    if (counts.skipped[why] == 0) continue;
    text += row("skipped, " + std::string(kTraceSkipNames[why]), counts.skipped[why]);
  }
  if (counts.out_of_order > 0) text += row("rows out of order", counts.out_of_order);
  if (counts.too_late > 0) text += row("of them not sorted", counts.too_late);
  if (counts.latency.count() == 0) return text;
  for (const render::NamedPercentile& percentile : render::kPercentiles) {
    text += row("us " + std::string(percentile.name),
                render::microseconds(counts.latency.percentile_ns(percentile.fraction)), 1);
  }
  return text;
}

std::string trace_json(const TraceFacts& facts, const TraceCounts& counts) {
  JsonTree report;
  report.number("v", 1);
  report.text("report", "trace");
  report.bytes("command", as_bytes(facts.command));
  report.bytes("source", as_bytes(facts.source));
  report.text("model", "closed");
  report.text("target", facts.target);
  report.text("ttl", facts.ttl == TraceTtl::Keep ? "keep" : "drop");
  report.number("requests_sent", counts.requests());
  report.number("answers_checked", counts.requests());
  report.number("differences", 0);
  report.open_object("tolerated");
  report.close_object();
  report.open_object("skipped");
  for (std::size_t why = 0; why < counts.skipped.size(); ++why) {
    report.number(kTraceSkipNames[why], counts.skipped[why]);
  }
  report.close_object();
  report.number("out_of_order", counts.out_of_order);
  report.number("too_late", counts.too_late);
  report.decimal("duration_s", counts.seconds);
  report.decimal("requests_per_s", requests_per_s(counts), 1);
  report.decimal("client_cpu_s", counts.cpu_seconds);
  report.number("hits", counts.hits);
  report.number("misses", counts.misses);
  report.decimal("hit_ratio", counts.hit_ratio(), 6);
  report.number("hit_bytes", counts.hit_bytes);
  report.number("fills", counts.fills);
  report.number("writes", counts.writes);
  report.number("without_effect", counts.not_done);
  report.number("refused", counts.refused);
  if (counts.evictions) report.number("evictions", *counts.evictions);
  add_times(report, counts);
  add_ratio(report, counts);
  return report.finish();
}

}  // namespace mcbin::replay
