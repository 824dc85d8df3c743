// The groups of STAT that say how requests ended and how long they took: ops, latency, notable.
#include "mcbin/base/utc_text.hpp"
#include "mcbin/engine/statistics.hpp"

#include <array>
#include <string>

namespace mcbin::engine {

namespace {

constexpr std::uint64_t kNsPerUs = 1000;

std::string row_name(std::size_t row) {
  if (row == kKnownOpcodes) return "other";
  const auto name = codec::opcode_info(static_cast<codec::Opcode>(row)).name;
  return name.empty() ? "other" : std::string(name);
}

/// The key with everything but plain ASCII as \xNN, so that a line stays a line.
std::string shown_key(std::string_view key) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char letter : key) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte > ' ' && byte < 0x7f && letter != '\\') {
      text += letter;
    } else {
      text += {'\\', 'x', kDigits[byte >> 4U], kDigits[byte & 0xfU]};
    }
  }
  return text;
}

std::string notable_text(const NotableRequest& request) {
  std::string text = utc_text(request.wall_ms);
  text += request.reason == NotableRequest::Reason::Slow ? " slow " : " large ";
  text += row_name(tally_row(request.opcode));
  if (request.reason == NotableRequest::Reason::Slow) {
    text += " us=" + std::to_string(request.microseconds) +
            " requests=" + std::to_string(request.requests);
  } else {
    text += " bytes=" + std::to_string(request.bytes);
  }
  return text + " key=" + shown_key(request.key);
}

void write_notable(StatWriter& writer, const Context& context, NotableRequest::Reason reason) {
  for (const NotableRequest& request : context.service.notable().list()) {
    if (request.reason == reason)
      writer.text(std::to_string(request.number), notable_text(request));
  }
}

}  // namespace

void write_request_counts(StatWriter& writer, Context& context) {
  const RequestTotals totals = context.service.request_totals();
  for (std::size_t row = 0; row < kTallyRows; ++row) {
    for (std::size_t at = 0; at < kSentStatuses.size(); ++at) {
      const std::uint64_t count = totals.statuses[row][at];
      if (count == 0) continue;
      const std::string status(codec::status_name(kSentStatuses[at]));
      writer.number(row_name(row) + ":" + status, count);
    }
  }
}

void write_request_latency(StatWriter& writer, Context& context) {
  struct Percentile {
    const char* name;
    double fraction;
  };
  static constexpr auto kShown = std::to_array<Percentile>(
      {{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p999", 0.999}, {"max", 1.0}});
  const RequestTotals totals = context.service.request_totals();
  for (std::size_t row = 0; row < kTallyRows; ++row) {
    const auto& counts = totals.latency[row];
    std::uint64_t timed = 0;
    for (const std::uint64_t count : counts) timed += count;
    if (timed == 0) continue;
    const std::string name = row_name(row);
    writer.number(name + ":count", timed);
    for (const Percentile& shown : kShown) {
      const std::uint64_t ns = latency_percentile<RequestLatency>(counts, shown.fraction);
      writer.number(name + ":" + shown.name + "_us", (ns + kNsPerUs - 1) / kNsPerUs);
    }
  }
}

void write_notable_requests(StatWriter& writer, Context& context) {
  for (const NotableRequest& request : context.service.notable().list()) {
    writer.text(std::to_string(request.number), notable_text(request));
  }
}

void write_slow_requests(StatWriter& writer, Context& context) {
  write_notable(writer, context, NotableRequest::Reason::Slow);
}

void write_large_requests(StatWriter& writer, Context& context) {
  write_notable(writer, context, NotableRequest::Reason::Large);
}

}  // namespace mcbin::engine
