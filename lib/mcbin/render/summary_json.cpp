// The summary as one line of JSON.
#include "mcbin/render/frame_line.hpp"
#include "mcbin/render/frame_names.hpp"
#include "mcbin/render/json_line.hpp"
#include "mcbin/render/traffic_lines.hpp"
#include "mcbin/render/traffic_summary.hpp"

namespace mcbin::render {

/// Writes the parts of one summary.
class SummaryJson {
 public:
  SummaryJson(const TrafficSummary& summary, std::string& out) : summary_(summary), line_(out) {}

  void write() {
    line_.number("v", kSchemaVersion);
    line_.text("t", "summary");
    counts();
    opcodes();
    hits();
    top("top_calls", summary_.calls_);
    top("top_bytes", summary_.bytes_);
    top("top_misses", summary_.misses_);
    latency("latency", summary_.latency_, Bars::Show);
    line_.open_object("stalls_40ms");
    line_.number("answers", summary_.stalls_);
    line_.ratio("share", summary_.stalls_, summary_.latency_.count());
    line_.close_object();
    connections();
    line_.end();
  }

 private:
  enum class Bars : std::uint8_t { Leave, Show };

  void counts() {
    const DumpCounts& counts = summary_.counts_;
    line_.number("frames", counts.frames());
    line_.number("requests", counts.requests);
    line_.number("responses", counts.responses);
    line_.number("incomplete", counts.incomplete_frames);
    line_.number("with_warnings", counts.warned_frames);
    line_.number("uncertain_pairs", summary_.uncertain_);
    line_.number("junk_stretches", counts.junk_stretches);
    line_.number("junk_bytes", counts.junk_bytes);
    line_.number("gaps", summary_.gaps_);
    line_.number("gap_bytes", summary_.gap_bytes_);
    if (summary_.first_ns_ == 0) return;
    line_.moment("first_ts", summary_.first_ns_);
    line_.moment("last_ts", summary_.last_ns_);
  }

  void opcodes() {
    line_.open_list("ops");
    for (std::size_t code = 0; code < summary_.opcodes_.size(); ++code) {
      const OpcodeTally* row = summary_.opcodes_[code].get();
      if (row == nullptr) continue;
      line_.open_object_element();
      const codec::Header header{.opcode = static_cast<codec::Opcode>(code)};
      line_.text("op", opcode_text(header, summary_.options_.names));
      line_.number("opcode", code);
      line_.number("requests", row->requests);
      line_.number("responses", row->responses);
      line_.number("request_bytes", row->request_bytes);
      line_.number("response_bytes", row->response_bytes);
      line_.open_object("outcomes");
      for (std::size_t at = 1; at < row->outcomes.size(); ++at) {
        if (row->outcomes[at] == 0) continue;
        line_.number(codec::outcome_name(static_cast<codec::Outcome>(at)), row->outcomes[at]);
      }
      line_.close_object();
      line_.open_object("statuses");
      for (const auto& [status, count] : row->statuses) {
        line_.number(status_text_of(static_cast<codec::Status>(status), summary_.options_.names),
                     count);
      }
      line_.close_object();
      if (row->latency.count() > 0) latency("latency", row->latency, Bars::Leave);
      line_.close_object_element();
    }
    line_.close_list();
  }

  void hit_fields(const HitCounts& row) {
    line_.number("lookups", row.lookups());
    line_.number("hits", row.hits);
    line_.number("misses", row.misses);
    line_.ratio("hit_ratio", row.hits, row.lookups());
  }

  void hits() {
    line_.open_object("lookups");
    hit_fields(summary_.hits_);
    line_.close_object();
    line_.open_list("prefixes");
    for (const auto& [prefix, row] : summary_.top_prefixes()) {
      line_.open_object_element();
      line_.text("prefix", summary_.shown_prefix(prefix));
      hit_fields(row);
      line_.close_object_element();
    }
    line_.close_list();
  }

  void top(std::string_view name, const TopCounter& counter) {
    line_.open_list(name);
    for (const TopCounter::Entry& entry : counter.top(summary_.options_.top)) {
      line_.open_object_element();
      line_.text("name", summary_.shown_name(entry.name));
      line_.number("count", entry.count);
      if (entry.error > 0) line_.number("error", entry.error);
      line_.close_object_element();
    }
    line_.close_list();
  }

  void latency(std::string_view name, const LatencyTally& tally, Bars bars) {
    line_.open_object(name);
    line_.number("count", tally.count());
    line_.microseconds("mean_us", static_cast<std::int64_t>(tally.mean_ns()));
    line_.microseconds("p50_us", tally.percentile_ns(0.5));
    line_.microseconds("p90_us", tally.percentile_ns(0.9));
    line_.microseconds("p99_us", tally.percentile_ns(0.99));
    line_.microseconds("p999_us", tally.percentile_ns(0.999));
    line_.microseconds("max_us", tally.max_ns());
    if (bars == Bars::Show) {
      line_.open_list("histogram");
      for (const LatencyTally::Bar& bar : tally.bars()) {
        line_.open_object_element();
        line_.microseconds("up_to_us", bar.up_to_ns);
        line_.number("count", bar.count);
        line_.close_object_element();
      }
      line_.close_list();
    }
    line_.close_object();
  }

  void connections() {
    line_.open_object("connections");
    std::uint64_t retransmissions = 0;
    for (std::size_t kind = 0; kind < summary_.connections_.size(); ++kind) {
      const auto& row = summary_.connections_[kind];
      retransmissions += row.retransmissions;
      line_.number(protocol_name(static_cast<codec::StreamKind>(kind)), row.connections);
    }
    line_.close_object();
    line_.number("retransmissions", retransmissions);
  }

  const TrafficSummary& summary_;
  JsonLine line_;
};

std::string TrafficSummary::json() const {
  std::string out;
  SummaryJson(*this, out).write();
  return out;
}

}  // namespace mcbin::render
