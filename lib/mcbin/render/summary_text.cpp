// The summary as tables for people.
#include "mcbin/render/frame_names.hpp"
#include "mcbin/render/frame_text.hpp"
#include "mcbin/render/traffic_lines.hpp"
#include "mcbin/render/traffic_summary.hpp"

#include <algorithm>
#include <cstdarg>
#include <cstdio>

namespace mcbin::render {

/// Writes the parts of one summary.
class SummaryText {
 public:
  SummaryText(const TrafficSummary& summary, std::string& out) : summary_(summary), out_(out) {}

  void write() {
    out_ += dump_sentence(summary_.counts_) + "\n";
    span();
    opcodes();
    prefixes();
    top("calls", summary_.calls_);
    top("bytes of values", summary_.bytes_);
    top("misses", summary_.misses_);
    latency();
    connections();
  }

 private:
  [[gnu::format(printf, 2, 3)]] void print(const char* format, ...) {
    char line[256];
    std::va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    out_ += line;
  }
  static unsigned long long number(std::uint64_t value) { return value; }
  static double percent(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  }

  void span() {
    if (summary_.first_ns_ == 0) return;
    const std::int64_t ns = summary_.last_ns_ - summary_.first_ns_;
    print("over %s", duration_text(ns).c_str());
    if (ns > 0) {
      const double seconds = static_cast<double>(ns) / 1e9;
      print(", %.0f requests/s", static_cast<double>(summary_.counts_.requests) / seconds);
    }
    out_ += '\n';
  }

  void opcodes() {
    print("\n%-16s %10s %10s %10s %10s %10s\n", "opcode", "requests", "answers", "p50", "p99",
          "max");
    for (std::size_t code = 0; code < summary_.opcodes_.size(); ++code) {
      const OpcodeTally* row = summary_.opcodes_[code].get();
      if (row == nullptr) continue;
      const codec::Header header{.opcode = static_cast<codec::Opcode>(code)};
      print("%-16s %10llu %10llu", opcode_text(header, summary_.options_.names).c_str(),
            number(row->requests), number(row->responses));
      if (row->latency.count() > 0) {
        print(" %10s %10s %10s", duration_text(row->latency.percentile_ns(0.5)).c_str(),
              duration_text(row->latency.percentile_ns(0.99)).c_str(),
              duration_text(row->latency.max_ns()).c_str());
      }
      out_ += '\n';
      for (std::size_t at = 1; at < row->outcomes.size(); ++at) {
        if (row->outcomes[at] == 0) continue;
        const auto name = codec::outcome_name(static_cast<codec::Outcome>(at));
        print("  -> %-11s %10llu\n", std::string(name).c_str(), number(row->outcomes[at]));
      }
      for (const auto& [status, count] : row->statuses) {
        const auto name =
            status_text_of(static_cast<codec::Status>(status), summary_.options_.names);
        print("  status %-18s %10llu\n", name.c_str(), number(count));
      }
    }
  }

  void prefixes() {
    if (summary_.hits_.lookups() == 0) return;
    print("\n%-32s %10s %10s %8s\n", "look-ups by prefix", "hits", "misses", "ratio");
    print("%-32s %10llu %10llu %7.2f%%\n", "(all)", number(summary_.hits_.hits),
          number(summary_.hits_.misses), percent(summary_.hits_.hits, summary_.hits_.lookups()));
    for (const auto& [prefix, row] : summary_.top_prefixes()) {
      print("%-32s %10llu %10llu %7.2f%%\n", printable(summary_.shown_prefix(prefix)).c_str(),
            number(row.hits), number(row.misses), percent(row.hits, row.lookups()));
    }
  }

  void top(const char* what, const TopCounter& counter) {
    const auto entries = counter.top(summary_.options_.top);
    if (entries.empty()) return;
    print("\n%-48s %14s %7s\n", (std::string("most ") + what).c_str(), "count", "share");
    for (const TopCounter::Entry& entry : entries) {
      print("%-48s %14llu %6.2f%%", printable(summary_.shown_name(entry.name)).c_str(),
            number(entry.count), percent(entry.count, counter.total()));
      if (entry.error > 0) print(" (at most %llu too many)", number(entry.error));
      out_ += '\n';
    }
  }

  void latency() {
    const LatencyTally& tally = summary_.latency_;
    if (tally.count() == 0) return;
    print("\nlatency: p50 %s, p90 %s, p99 %s, p99.9 %s, max %s\n",
          duration_text(tally.percentile_ns(0.5)).c_str(),
          duration_text(tally.percentile_ns(0.9)).c_str(),
          duration_text(tally.percentile_ns(0.99)).c_str(),
          duration_text(tally.percentile_ns(0.999)).c_str(), duration_text(tally.max_ns()).c_str());
    std::uint64_t most = 0;
    for (const LatencyTally::Bar& bar : tally.bars()) most = std::max(most, bar.count);
    for (const LatencyTally::Bar& bar : tally.bars()) {
      constexpr std::uint64_t kBarLetters = 40;
      const std::uint64_t letters = (bar.count * kBarLetters + most - 1) / most;
      print("  up to %9s %10llu ", duration_text(bar.up_to_ns).c_str(), number(bar.count));
      out_ += std::string(static_cast<std::size_t>(letters), '#') + "\n";
    }
    if (summary_.stalls_ > 0) {
      print(
          "%llu answers came about 40 ms late: delayed acknowledgements meeting Nagle's "
          "algorithm? (TCP_NODELAY)\n",
          number(summary_.stalls_));
    }
  }

  void connections() {
    out_ += "\nconnections:";
    for (std::size_t kind = 0; kind < summary_.connections_.size(); ++kind) {
      const auto name = protocol_name(static_cast<codec::StreamKind>(kind));
      print(" %s %llu", std::string(name).c_str(), number(summary_.connections_[kind].connections));
    }
    out_ += '\n';
    if (summary_.gaps_ > 0) {
      print("%llu gaps, %llu bytes not captured\n", number(summary_.gaps_),
            number(summary_.gap_bytes_));
    }
  }

  static std::string printable(std::string_view text) {
    std::string out;
    append_printable(out, as_bytes(text));
    return out;
  }

  const TrafficSummary& summary_;
  std::string& out_;
};

std::string TrafficSummary::text() const {
  std::string out;
  SummaryText(*this, out).write();
  return out;
}

}  // namespace mcbin::render
