// Charts as inline SVG: lines over a scale, and bars over time. Colours are those of html_page().
// What a point stands for is said where the pointer is, without a script.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::render {

enum class Scale : bool { Linear, Logarithmic };

struct ChartPoint {
  double x = 0;
  double y = 0;
  std::string label;  // shown where the pointer is
};

struct ChartLine {
  std::string name;
  std::vector<ChartPoint> points;
};

struct ChartTick {
  double at = 0;
  std::string label;
};

struct LineChart {
  std::string title;               // for those who do not see it
  std::string x_title;             // below the axis
  std::string y_title;             // above the other
  std::vector<ChartLine> lines;    // at most kLinesMax
  std::vector<ChartTick> x_ticks;  // empty: chosen
  Scale y_scale = Scale::Linear;
  double y_max = 0;  // 0: that of the points
};

struct BarChart {
  std::string title;
  std::string x_title;
  std::string y_title;
  double x_step = 1;  // from bar to bar; the first begins at 0
  std::vector<ChartPoint> bars;
  std::size_t colour = 0;
};

inline constexpr std::size_t kLinesMax = 4;

/// A figure with its legend, where there is more than one line. Points that are no finite numbers,
/// or not above 0 on a logarithmic scale, are left out; without points an empty string.
[[nodiscard]] std::string line_chart(const LineChart& chart);
[[nodiscard]] std::string bar_chart(const BarChart& chart);

}  // namespace mcbin::render
