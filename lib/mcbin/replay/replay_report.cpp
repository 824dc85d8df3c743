#include "mcbin/replay/replay_report.hpp"

#include "mcbin/codec/status.hpp"
#include "mcbin/render/byte_text.hpp"
#include "mcbin/render/json_tree.hpp"
#include "mcbin/render/latency_report.hpp"

#include <algorithm>
#include <cstdio>

namespace mcbin::replay {
namespace {

using render::JsonTree;

constexpr std::size_t kShownBytes = 64;  // of a key or a value
constexpr double kSecondNs = 1e9;

double seconds(std::int64_t ns) {
  return static_cast<double>(ns) / kSecondNs;
}

double hit_ratio(std::uint64_t hits, std::uint64_t lookups) {
  return lookups == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(lookups);
}

double requests_per_s(const RunResult& run) {
  return run.duration_ns > 0
             ? static_cast<double>(run.counts.requests_sent) / seconds(run.duration_ns)
             : 0;
}

void add_bytes(JsonTree& report, const std::string& name, ByteView bytes) {
  report.bytes(name, bytes.first(std::min(bytes.size(), kShownBytes)));
}

void add_frame(JsonTree& report, std::string_view name, const ByteVector& bytes) {
  if (bytes.empty()) return report.word(name, "null");
  codec::Frame frame;
  static_cast<void>(codec::next_frame(bytes, frame));
  report.open_object(name);
  const codec::Status status = frame.header.status();
  report.number("status_code", static_cast<std::uint16_t>(status));
  report.text("status", codec::status_name(status));
  std::string extras;
  render::append_hex(extras, frame.extras);
  report.text("extras_hex", extras);
  report.text("cas", std::to_string(frame.header.cas));
  add_bytes(report, "key", frame.key);
  report.number("value_bytes", frame.value.size());
  add_bytes(report, "value", frame.value);
  report.close_object();
}

void add_difference(JsonTree& report, const ShownDifference& shown) {
  codec::Frame sent;
  static_cast<void>(codec::next_frame(shown.sent, sent));
  report.number("connection", shown.connection);
  report.number("request", shown.request);
  report.text("op", codec::opcode_name(sent.header.opcode));
  add_bytes(report, "key", sent.key);
  report.text("difference", difference_name(shown.difference));
  add_frame(report, "expected", shown.expected);
  add_frame(report, "got", shown.got);
}

template <std::size_t N, typename Name>
void add_counts(JsonTree& report, std::string_view title,
                const std::array<std::uint64_t, N>& counts, Name name) {
  report.open_object(title);
  for (std::size_t at = 0; at < N; ++at) report.number(name(at), counts[at]);
  report.close_object();
}

void add_opcodes(JsonTree& report, const ReplayCounts& counts) {
  report.open_list("opcodes");
  for (std::size_t at = 0; at < counts.opcodes.size(); ++at) {
    const OpcodeCounts& of_opcode = counts.opcodes[at];
    if (of_opcode.sent == 0) continue;
    report.open_object();
    report.text("op", codec::opcode_name(static_cast<codec::Opcode>(at)));
    report.number("sent", of_opcode.sent);
    report.number("checked", of_opcode.checked);
    report.number("differences", of_opcode.differences);
    render::add_latencies(report, "latency_us", of_opcode.from_send);
    report.close_object();
  }
  report.close_list();
}

void add_seconds(JsonTree& report, const ReplayCounts& counts) {
  report.open_list("seconds");
  for (const SecondCounts& second : counts.seconds) {
    report.open_object();
    report.number("sent", second.sent);
    report.number("hits", second.hits);
    report.number("lookups", second.lookups);
    report.decimal("late_us_max", render::microseconds(second.late_ns_max));
    report.close_object();
  }
  report.close_list();
}

void add_keys(JsonTree& report, const ReplayCounts& counts) {
  report.open_list("top_keys");
  for (const render::TopCounter::Entry& entry : counts.keys->top(kTopKeys)) {
    report.open_object();
    report.bytes("key", as_bytes(entry.name));
    report.number("requests", entry.count);
    report.number("too_many_by", entry.error);
    report.close_object();
  }
  report.close_list();
}

void add_store(JsonTree& report, const store::StoreStats& store) {
  report.open_object("store");
  report.number("items", store.items);
  report.number("memory_bytes", store.memory_bytes);
  report.number("limit_bytes", store.limit_bytes);
  report.number("evictions", store.counts.evictions());
  report.number("expired_unfetched", store.counts.expired_unfetched);
  report.close_object();
}

void add_shown(JsonTree& report, const ReplayCounts& counts) {
  report.open_list("shown");
  for (const ShownDifference& shown : counts.shown) {
    report.open_object();
    add_difference(report, shown);
    report.close_object();
  }
  report.close_list();
}

std::string skip_at(std::size_t at) {
  return std::string(skip_name(static_cast<Skip>(at)));
}
std::string tolerated_at(std::size_t at) {
  return std::string(tolerated_name(static_cast<Tolerated>(at)));
}

void add_compared(JsonTree& report, const ComparedRun& compared) {
  const ReplayCounts& counts = compared.run.counts;
  report.open_object("against");
  report.text("target", compared.target);
  report.decimal("duration_s", seconds(compared.run.duration_ns), 6);
  report.number("requests_sent", counts.requests_sent);
  report.number("answers_checked", counts.answers_checked);
  report.number("answers_unchecked", counts.answers_unchecked);
  report.number("differences", counts.differences);
  add_counts(report, "differences_by_kind", counts.by_difference,
             [](std::size_t at) { return difference_name(static_cast<Difference>(at)); });
  add_counts(report, "tolerated", counts.tolerated, tolerated_at);
  report.number("lost_connections", counts.lost_connections);
  report.number("hits", counts.hits);
  report.number("lookups", counts.lookups);
  report.decimal("hit_ratio", hit_ratio(counts.hits, counts.lookups), 6);
  render::add_latencies(report, "lateness_us", counts.lateness);
  report.open_object("latency_us");
  render::add_latencies(report, "from_intended", counts.from_intended);
  render::add_latencies(report, "from_send", counts.from_send);
  report.close_object();
  add_shown(report, counts);
  report.close_object();
}

/// "3 cas, 1 stats" of what is not zero; "none".
template <std::size_t N, typename Name>
std::string counts_text(const std::array<std::uint64_t, N>& counts, Name name) {
  std::string text;
  for (std::size_t at = 0; at < N; ++at) {
    if (counts[at] == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(counts[at]) + " " + name(at);
  }
  return text.empty() ? "none" : text;
}

std::string latency_text(const std::string& name, const LatencyRecord& record) {
  std::string text = name + std::string(18 - std::min<std::size_t>(name.size(), 17), ' ');
  for (const render::NamedPercentile& percentile : render::kPercentiles) {
    char cell[64];
    std::snprintf(cell, sizeof cell, "%12.1f",
                  render::microseconds(record.percentile_ns(percentile.fraction)));
    text += cell;
  }
  return text + "\n";
}

std::string difference_at(std::size_t at) {
  return std::string(difference_name(static_cast<Difference>(at)));
}

std::string compared_text(const ComparedRun& compared) {
  const ReplayCounts& counts = compared.run.counts;
  std::string text = "against " + compared.target + ", compared with the answers above: " +
                     std::to_string(counts.answers_checked) + " answers checked\n";
  text += "differences: " + counts_text(counts.by_difference, difference_at) + "\n";
  text += "tolerated: " + counts_text(counts.tolerated, tolerated_at) + "\n";
  text += latency_text("from send", counts.from_send);
  text += latency_text("from intended", counts.from_intended);
  for (const ShownDifference& shown : counts.shown) text += difference_line(shown);
  return text;
}

std::string decimal_text(double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  return text;
}

}  // namespace

ReplayFacts facts_of(const ReplayPlan& plan) {
  ReplayFacts facts;
  facts.connections = plan.connections.size();
  facts.requests = plan.requests();
  facts.duration_ns = plan.duration_ns;
  facts.skipped = plan.skipped;
  facts.strays = plan.strays;
  return facts;
}

std::string replay_text(const ReplayReport& report) {
  const ReplayCounts& counts = report.run.counts;
  std::string text = report.facts.source + " against " + report.facts.target + ", model " +
                     std::string(model_name(report.model));
  if (report.model == Model::Captured && report.speed != 1) {
    text += " at speed " + decimal_text(report.speed, 2);
  }
  text += "\n" + std::to_string(counts.requests_sent) + " requests of " +
          std::to_string(report.facts.connections) + " connections in " +
          decimal_text(seconds(report.run.duration_ns), 3) +
          " s (recorded: " + decimal_text(seconds(report.facts.duration_ns), 3) + " s), " +
          decimal_text(requests_per_s(report.run), 0) + " a second\n";
  text += "not sent: " + counts_text(report.facts.skipped, skip_at) + "\n";
  text += std::to_string(counts.answers_checked) + " answers checked, " +
          std::to_string(counts.answers_unchecked) + " that the recording does not tell\n";
  text += "differences: " + counts_text(counts.by_difference, difference_at) + "\n";
  text += "tolerated: " + counts_text(counts.tolerated, tolerated_at) + "\n";
  if (report.run.warmed > 0) {
    text += std::to_string(report.run.warmed) + " keys stored before it began\n";
  }
  text += "hit ratio: " + decimal_text(hit_ratio(counts.hits, counts.lookups), 4) + "\n";
  if (counts.unanswered + counts.unsent + counts.lost_connections > 0) {
    text += std::to_string(counts.lost_connections) + " connections lost, " +
            std::to_string(counts.unanswered) + " requests unanswered, " +
            std::to_string(counts.unsent) + " unsent\n";
  }
  if (report.store) {
    text += std::to_string(report.store->items) + " items, " +
            std::to_string(report.store->counts.evictions()) + " evictions, " +
            std::to_string(report.store->memory_bytes) + " bytes of " +
            std::to_string(report.store->limit_bytes) + "\n";
  }
  text +=
      "us                "
      "         p50         p90         p99        p999         max\n";
  text += latency_text("from send", counts.from_send);
  text += latency_text("from intended", counts.from_intended);
  text += latency_text("as recorded", counts.captured);
  text += latency_text("own lateness", counts.lateness);
  for (const ShownDifference& shown : counts.shown) text += difference_line(shown);
  if (report.against) text += compared_text(*report.against);
  return text;
}

std::string replay_json(const ReplayReport& report) {
  const ReplayCounts& counts = report.run.counts;
  JsonTree json;
  json.number("v", 1);
  json.text("report", "replay");
  json.bytes("command", as_bytes(report.facts.command));
  json.bytes("source", as_bytes(report.facts.source));
  json.text("target", report.facts.target);
  json.text("model", model_name(report.model));
  json.decimal("speed", report.speed);
  json.number("connections", report.facts.connections);
  json.number("rounds", report.run.rounds);
  json.decimal("recorded_duration_s", seconds(report.facts.duration_ns), 6);
  json.decimal("duration_s", seconds(report.run.duration_ns), 6);
  json.number("warmed", report.run.warmed);
  json.number("requests_sent", counts.requests_sent);
  json.decimal("requests_per_s", requests_per_s(report.run), 1);
  json.number("answers_checked", counts.answers_checked);
  json.number("answers_unchecked", counts.answers_unchecked);
  json.number("differences", counts.differences);
  add_counts(json, "differences_by_kind", counts.by_difference,
             [](std::size_t at) { return difference_name(static_cast<Difference>(at)); });
  add_counts(json, "tolerated", counts.tolerated, tolerated_at);
  add_counts(json, "skipped", report.facts.skipped, skip_at);
  json.number("stray_answers", report.facts.strays);
  json.number("cas_unknown", counts.cas_unknown);
  json.number("unanswered", counts.unanswered);
  json.number("unsent", counts.unsent);
  json.number("lost_connections", counts.lost_connections);
  json.number("hits", counts.hits);
  json.number("lookups", counts.lookups);
  json.decimal("hit_ratio", hit_ratio(counts.hits, counts.lookups), 6);
  render::add_latencies(json, "lateness_us", counts.lateness);
  json.open_object("latency_us");
  render::add_latencies(json, "from_intended", counts.from_intended);
  render::add_latencies(json, "from_send", counts.from_send);
  render::add_latencies(json, "recorded", counts.captured);
  json.close_object();
  add_opcodes(json, counts);
  add_seconds(json, counts);
  add_keys(json, counts);
  if (report.store) add_store(json, *report.store);
  add_shown(json, counts);
  if (report.against) add_compared(json, *report.against);
  return json.finish();
}

std::string difference_line(const ShownDifference& difference) {
  JsonTree json(JsonTree::Layout::OneLine);
  add_difference(json, difference);
  return json.finish();
}

}  // namespace mcbin::replay
