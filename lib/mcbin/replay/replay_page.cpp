#include "mcbin/replay/replay_page.hpp"

#include "mcbin/codec/status.hpp"
#include "mcbin/render/byte_text.hpp"
#include "mcbin/render/html_text.hpp"
#include "mcbin/render/latency_report.hpp"
#include "mcbin/replay/report_page.hpp"

#include <algorithm>
#include <functional>

namespace mcbin::replay {
namespace {

using render::html_escaped;

/// Bars of a chart over time at most; seconds are put together above it.
constexpr std::size_t kBarsMax = 240;
constexpr std::size_t kShownBytes = 64;

double seconds(std::int64_t ns) {
  return static_cast<double>(ns) / 1e9;
}

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string latency_table(const ReplayCounts& counts) {
  std::string html =
      "<div class=\"scroll\"><table>\n<tr><th>microseconds</th>" + percentile_heads() + "</tr>\n";
  const auto add = [&html](std::string_view name, std::string_view path,
                           const LatencyRecord& record) {
    html += "<tr><th scope=\"row\">" + std::string(name) + "</th>" +
            percentile_cells(path, record) + "</tr>\n";
  };
  add("from the intended moment", "latency_us.from_intended", counts.from_intended);
  add("from sending", "latency_us.from_send", counts.from_send);
  add("as recorded", "latency_us.recorded", counts.captured);
  add("own lateness", "lateness_us", counts.lateness);
  return html + "</table></div>\n";
}

std::string opcode_table(const ReplayCounts& counts) {
  std::string html =
      "<div class=\"scroll\"><table>\n<tr><th>opcode</th><th class=\"number\">sent</th>"
      "<th class=\"number\">checked</th><th class=\"number\">differences</th>" +
      percentile_heads() + "</tr>\n";
  std::size_t row = 0;
  for (std::size_t at = 0; at < counts.opcodes.size(); ++at) {
    const OpcodeCounts& of_opcode = counts.opcodes[at];
    if (of_opcode.sent == 0) continue;
    const std::string path = "opcodes." + std::to_string(row++);
    html += "<tr><th scope=\"row\">" +
            html_escaped(codec::opcode_name(static_cast<codec::Opcode>(at))) + "</th>" +
            figure_cell(path + ".sent", std::to_string(of_opcode.sent)) +
            figure_cell(path + ".checked", std::to_string(of_opcode.checked)) +
            figure_cell(path + ".differences", std::to_string(of_opcode.differences)) +
            percentile_cells(path + ".latency_us", of_opcode.from_send) + "</tr>\n";
  }
  return html + "</table></div>\n";
}

std::string key_table(const ReplayCounts& counts) {
  std::string html =
      "<div class=\"scroll\"><table>\n<tr><th>key</th><th class=\"number\">requests</th></tr>\n";
  std::size_t row = 0;
  for (const render::TopCounter::Entry& entry : counts.keys->top(kTopKeys)) {
    html += "<tr><td class=\"bytes\">" + html_escaped(entry.name) + "</td>" +
            figure_cell("top_keys." + std::to_string(row++) + ".requests",
                        std::to_string(entry.count)) +
            "</tr>\n";
  }
  return html + "</table></div>\n";
}

/// What an answer is, in brief.
std::string answer_cell(const ByteVector& bytes) {
  if (bytes.empty()) return "<td>silence</td>";
  codec::Frame frame;
  static_cast<void>(codec::next_frame(bytes, frame));
  std::string text(codec::status_name(frame.header.status()));
  if (!frame.extras.empty()) {
    text += ", extras ";
    render::append_hex(text, frame.extras);
  }
  if (!frame.value.empty()) {
    const ByteView shown = frame.value.first(std::min(frame.value.size(), kShownBytes));
    text += ", " + std::to_string(frame.value.size()) + " bytes: " + std::string(as_text(shown));
  }
  return "<td class=\"bytes\">" + html_escaped(text) + "</td>";
}

std::string difference_table(const ReplayCounts& counts) {
  if (counts.shown.empty()) return {};
  std::string html =
      "<div class=\"scroll\"><table>\n<tr><th>connection</th><th>request</th><th>opcode</th>"
      "<th>key</th><th>what</th><th>expected</th><th>got</th></tr>\n";
  for (const ShownDifference& shown : counts.shown) {
    codec::Frame sent;
    static_cast<void>(codec::next_frame(shown.sent, sent));
    html += "<tr><td>" + std::to_string(shown.connection) + "</td><td>" +
            std::to_string(shown.request) + "</td><td>" +
            html_escaped(codec::opcode_name(sent.header.opcode)) + "</td><td class=\"bytes\">" +
            html_escaped(as_text(sent.key)) + "</td><td>" +
            html_escaped(difference_name(shown.difference)) + "</td>" +
            answer_cell(shown.expected) + answer_cell(shown.got) + "</tr>\n";
  }
  return html + "</table></div>\n";
}

/// Seconds put together so that there are few enough to be drawn.
struct Buckets {
  std::size_t step = 1;  // seconds
  std::vector<SecondCounts> sums;
};

Buckets buckets_of(const std::vector<SecondCounts>& all) {
  Buckets buckets;
  buckets.step = all.size() / kBarsMax + 1;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (at % buckets.step == 0) buckets.sums.emplace_back();
    SecondCounts& sum = buckets.sums.back();
    sum.sent += all[at].sent;
    sum.hits += all[at].hits;
    sum.lookups += all[at].lookups;
    sum.late_ns_max = std::max(sum.late_ns_max, all[at].late_ns_max);
  }
  return buckets;
}

std::string bars_over_time(const Buckets& buckets, std::string_view title, std::string_view unit,
                           std::size_t colour,
                           const std::function<double(const SecondCounts&)>& value) {
  render::BarChart chart{.title = std::string(title),
                         .x_title = "seconds",
                         .y_title = std::string(unit),
                         .x_step = static_cast<double>(buckets.step),
                         .bars = {},
                         .colour = colour};
  for (std::size_t at = 0; at < buckets.sums.size(); ++at) {
    const double y = value(buckets.sums[at]);
    const std::size_t from = at * buckets.step;
    chart.bars.push_back({static_cast<double>(from), y,
                          "from second " + std::to_string(from) + ": " + figure_text(y, 1) + " " +
                              std::string(unit)});
  }
  return render::bar_chart(chart);
}

std::string charts_over_time(const ReplayCounts& counts) {
  const Buckets buckets = buckets_of(counts.seconds);
  const auto step = static_cast<double>(buckets.step);
  std::string html = "<h2>Throughput over time</h2>\n";
  html += bars_over_time(
      buckets, "Requests a second over time", "requests/s", 0,
      [step](const SecondCounts& second) { return static_cast<double>(second.sent) / step; });
  html += "<h2>Lateness over time</h2>\n";
  html += bars_over_time(
      buckets, "The latest request of each second", "us late at most", 2,
      [](const SecondCounts& second) { return render::microseconds(second.late_ns_max); });
  if (counts.lookups == 0) return html;
  html += "<h2>Hit ratio over time</h2>\n";
  return html + bars_over_time(buckets, "Hit ratio over time", "% hits", 1,
                               [](const SecondCounts& second) {
                                 return 100 * ratio(second.hits, second.lookups);
                               });
}

std::string figures(const ReplayReport& report) {
  const ReplayCounts& counts = report.run.counts;
  const double duration = seconds(report.run.duration_ns);
  FigureTable table;
  table.add("requests sent", "requests_sent", counts.requests_sent);
  table.add(
      "requests a second", "requests_per_s",
      figure_text(duration > 0 ? static_cast<double>(counts.requests_sent) / duration : 0, 1));
  table.add("connections", "connections", report.facts.connections);
  table.add("seconds", "duration_s", figure_text(duration, 6));
  table.add("seconds as recorded", "recorded_duration_s",
            figure_text(seconds(report.facts.duration_ns), 6));
  table.add("answers checked", "answers_checked", counts.answers_checked);
  table.add("answers that the recording does not tell", "answers_unchecked",
            counts.answers_unchecked);
  table.add("differences", "differences", counts.differences);
  for (std::size_t at = 0; at < kTolerated; ++at) {
    if (counts.tolerated[at] == 0) continue;
    const std::string name(tolerated_name(static_cast<Tolerated>(at)));
    table.add("tolerated: " + name, "tolerated." + name, counts.tolerated[at]);
  }
  for (std::size_t at = 0; at < kSkips; ++at) {
    if (report.facts.skipped[at] == 0) continue;
    const std::string name(skip_name(static_cast<Skip>(at)));
    table.add("not sent: " + name, "skipped." + name, report.facts.skipped[at]);
  }
  table.add("lost connections", "lost_connections", counts.lost_connections);
  table.add("hit ratio", "hit_ratio", figure_text(ratio(counts.hits, counts.lookups), 6));
  return table.html();
}

std::string compared(const ComparedRun& against) {
  const ReplayCounts& counts = against.run.counts;
  std::string html = "<h2>Compared with " + html_escaped(against.target) + "</h2>\n";
  FigureTable table;
  table.add("answers checked", "against.answers_checked", counts.answers_checked);
  table.add("differences", "against.differences", counts.differences);
  table.add("hit ratio", "against.hit_ratio", figure_text(ratio(counts.hits, counts.lookups), 6));
  html += table.html() + "<div class=\"scroll\"><table>\n<tr><th>microseconds</th>" +
          percentile_heads() + "</tr>\n<tr><th scope=\"row\">from sending</th>" +
          percentile_cells("against.latency_us.from_send", counts.from_send) + "</tr>\n" +
          "</table></div>\n";
  return html + difference_table(counts);
}

}  // namespace

std::string replay_page(const ReplayReport& report) {
  const ReplayCounts& counts = report.run.counts;
  std::string body = figures(report);
  body += "<h2>Latency</h2>\n" + latency_table(counts);
  std::vector<render::ChartLine> lines = {
      distribution_line("from the intended moment", counts.from_intended),
      distribution_line("from sending", counts.from_send),
      distribution_line("as recorded", counts.captured)};
  if (report.against) {
    lines.push_back(distribution_line("from sending, " + report.against->target,
                                      report.against->run.counts.from_send));
  }
  body += distribution_chart("Distribution of latencies", std::move(lines));
  body += charts_over_time(counts);
  body += "<h2>Opcodes</h2>\n" + opcode_table(counts);
  if (!counts.shown.empty()) body += "<h2>Differences</h2>\n" + difference_table(counts);
  body += "<h2>Keys with the most requests</h2>\n" + key_table(counts);
  if (report.against) body += compared(*report.against);
  const std::string model =
      std::string(model_name(report.model)) +
      (report.model == Model::Captured ? " at speed " + figure_text(report.speed, 2) : "");
  return report_page("Replay of " + report.facts.source,
                     "against " + report.facts.target + ", model " + model, report.facts.command,
                     body, replay_json(report));
}

}  // namespace mcbin::replay
