#include "mcbin/replay/trace_page.hpp"

#include "mcbin/replay/report_page.hpp"

namespace mcbin::replay {
namespace {

std::string figures(const TraceCounts& counts) {
  FigureTable table;
  const double requests_per_s =
      counts.seconds > 0 ? static_cast<double>(counts.requests()) / counts.seconds : 0;
  table.add("hit ratio", "hit_ratio", figure_text(counts.hit_ratio(), 6));
  table.add("hits", "hits", counts.hits);
  table.add("misses", "misses", counts.misses);
  table.add("sets after misses", "fills", counts.fills);
  table.add("other operations", "writes", counts.writes);
  table.add("refused", "refused", counts.refused);
  if (counts.evictions) table.add("evictions", "evictions", *counts.evictions);
  for (std::size_t why = 0; why < counts.skipped.size(); ++why) {
    if (counts.skipped[why] == 0) continue;
    const std::string name(kTraceSkipNames[why]);
    table.add("rows skipped: " + name, "skipped." + name, counts.skipped[why]);
  }
  table.add("rows out of order", "out_of_order", counts.out_of_order);
  table.add("requests", "requests_sent", counts.requests());
  table.add("requests a second", "requests_per_s", figure_text(requests_per_s, 1));
  table.add("seconds", "duration_s", figure_text(counts.seconds, 3));
  return table.html();
}

std::string ratio_chart(const TraceCounts& counts) {
  render::ChartLine line{.name = "hit ratio", .points = {}};
  std::uint64_t lookups = 0;
  for (const RatioSeries::Point& point : counts.ratio.points()) {
    lookups += point.lookups;
    const double percent =
        100 * static_cast<double>(point.hits) / static_cast<double>(point.lookups);
    line.points.push_back({static_cast<double>(lookups), percent,
                           figure_text(percent, 2) + "% up to look-up " + std::to_string(lookups)});
  }
  return render::line_chart({.title = "Hit ratio over time",
                             .x_title = "look-ups",
                             .y_title = "% hits",
                             .lines = {std::move(line)},
                             .y_max = 100});
}

}  // namespace

std::string trace_page(const TraceFacts& facts, const TraceCounts& counts) {
  std::string body = figures(counts);
  body += "<h2>Hit ratio over time</h2>\n" + ratio_chart(counts);
  if (counts.latency.count() > 0) {
    body += "<h2>Latency</h2>\n<div class=\"scroll\"><table>\n<tr><th>microseconds</th>" +
            percentile_heads() + "</tr>\n<tr><th scope=\"row\">from sending</th>" +
            percentile_cells("latency_us.from_send", counts.latency) + "</tr>\n</table></div>\n" +
            distribution_chart("Distribution of latencies",
                               {distribution_line("from sending", counts.latency)});
  }
  return report_page("Cache trace " + facts.source,
                     "against " + facts.target + ", closed loop, a miss is followed by a set",
                     facts.command, body, trace_json(facts, counts));
}

}  // namespace mcbin::replay
