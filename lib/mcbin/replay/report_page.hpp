// The pieces that the HTML reports of recorded traffic and of cache traces share. Shared by the
// .cpp files of reports only.
#pragma once

#include "mcbin/base/latency_record.hpp"
#include "mcbin/render/svg_chart.hpp"

#include <string>
#include <string_view>

namespace mcbin::replay {

/// A table of two columns: names and figures.
class FigureTable {
 public:
  /// @param path  where the figure stands in the JSON report: "latency_us.from_send.p99".
  void add(std::string_view name, std::string_view path, std::string_view figure);
  void add(std::string_view name, std::string_view path, std::uint64_t figure);
  [[nodiscard]] std::string html() const;

 private:
  std::string rows_;
};

/// `number` with `digits` digits of fraction, as the JSON reports have it.
[[nodiscard]] std::string figure_text(double number, int digits);

/// A cell with a figure of the JSON report.
[[nodiscard]] std::string figure_cell(std::string_view path, std::string_view figure);

/// The cells of kPercentiles of `record`, in microseconds. @param path  of the JSON object.
[[nodiscard]] std::string percentile_cells(std::string_view path, const LatencyRecord& record);
/// The heads of the same columns.
[[nodiscard]] std::string percentile_heads();

/// What share of the durations took how long; the last shares are drawn larger and larger.
[[nodiscard]] render::ChartLine distribution_line(std::string_view name,
                                                  const LatencyRecord& record);
/// A chart of several, from the median's half to the longest.
[[nodiscard]] std::string distribution_chart(std::string_view title,
                                             std::vector<render::ChartLine> lines);

/// The page: title, what was done, the body, and the JSON report itself.
[[nodiscard]] std::string report_page(std::string_view title, std::string_view summary,
                                      std::string_view command, std::string_view body,
                                      std::string_view json);

}  // namespace mcbin::replay
