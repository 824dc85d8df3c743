#include "mcbin/render/svg_chart.hpp"

#include "mcbin/render/html_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

namespace mcbin::render {
namespace {

constexpr double kWidth = 960;
constexpr double kHeight = 300;
constexpr double kLeft = 64;
constexpr double kRight = 12;
constexpr double kTop = 26;
constexpr double kBottom = 44;
constexpr std::array<std::string_view, kLinesMax> kColours = {"one", "two", "three", "four"};

std::string number_text(double number, int digits) {
  char text[64];
  const int size = std::snprintf(text, sizeof text, "%.*f", digits, number);
  return {text, static_cast<std::size_t>(size)};
}

/// A number in as few letters as it takes: 0.5, 20, 1.5k, 3M.
std::string short_text(double number) {
  constexpr std::array<std::pair<double, std::string_view>, 3> kUnits = {
      {{1e9, "G"}, {1e6, "M"}, {1e3, "k"}}};
  for (const auto& [unit, letter] : kUnits) {
    if (number < unit) continue;
    const double shown = number / unit;
    const int digits = shown == std::floor(shown) ? 0 : 1;
    return number_text(shown, digits) + std::string(letter);
  }
  char text[64];
  std::snprintf(text, sizeof text, "%.3g", number);
  return text;
}

/// Where numbers lie in the picture.
struct Frame {
  double x_min = 0;
  double x_max = 1;
  double y_min = 0;
  double y_max = 1;
  Scale y_scale = Scale::Linear;

  [[nodiscard]] double x(double value) const {
    return kLeft + (value - x_min) / (x_max - x_min) * (kWidth - kLeft - kRight);
  }
  [[nodiscard]] double y(double value) const {
    const double share = y_scale == Scale::Linear
                             ? (value - y_min) / (y_max - y_min)
                             : std::log(value / y_min) / std::log(y_max / y_min);
    return kHeight - kBottom - share * (kHeight - kTop - kBottom);
  }
};

/// About five round steps up to `max`.
std::vector<ChartTick> linear_ticks(double max) {
  const double rough = max / 5;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  double step = power;
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    step = factor * power;
    if (step >= rough) break;
  }
  std::vector<ChartTick> ticks;
  for (double at = 0; at <= max * 1.0001; at += step) ticks.push_back({at, short_text(at)});
  return ticks;
}

std::vector<ChartTick> powers_of_ten(double min, double max) {
  std::vector<ChartTick> ticks;
  for (double at = min; at <= max * 1.0001; at *= 10) ticks.push_back({at, short_text(at)});
  return ticks;
}

void append_text(std::string& out, double x, double y, std::string_view anchor,
                 std::string_view text) {
  out += "<text x=\"" + number_text(x, 1) + "\" y=\"" + number_text(y, 1) + "\" text-anchor=\"" +
         std::string(anchor) + "\">";
  append_html_escaped(out, text);
  out += "</text>\n";
}

/// The picture's beginning: axes, grid, titles.
std::string opened(const Frame& frame, std::string_view title, std::string_view x_title,
                   std::string_view y_title, const std::vector<ChartTick>& x_ticks) {
  std::string out = "<svg viewBox=\"0 0 960 300\" role=\"img\" aria-label=\"";
  append_html_escaped(out, title);
  out += "\">\n";
  const auto y_ticks = frame.y_scale == Scale::Linear ? linear_ticks(frame.y_max)
                                                      : powers_of_ten(frame.y_min, frame.y_max);
  for (const ChartTick& tick : y_ticks) {
    const std::string y = number_text(frame.y(tick.at), 1);
    out += "<line class=\"grid\" x1=\"" + number_text(kLeft, 0) + "\" x2=\"" +
           number_text(kWidth - kRight, 0) + "\" y1=\"" + y + "\" y2=\"" + y + "\"/>\n";
    append_text(out, kLeft - 8, frame.y(tick.at) + 4, "end", tick.label);
  }
  for (const ChartTick& tick : x_ticks) {
    append_text(out, frame.x(tick.at), kHeight - kBottom + 18, "middle", tick.label);
  }
  append_text(out, 0, 12, "start", y_title);
  append_text(out, kWidth - kRight, kHeight - 6, "end", x_title);
  return out;
}

bool drawable(const ChartPoint& point, Scale y_scale) {
  return std::isfinite(point.x) && std::isfinite(point.y) &&
         (y_scale == Scale::Linear || point.y > 0);
}

/// The smallest frame of round numbers around all points. @return whether there are any.
bool fit(const LineChart& chart, Frame& frame) {
  double low = std::numeric_limits<double>::infinity();
  double high = 0;
  double right = 0;
  for (const ChartLine& line : chart.lines) {
    for (const ChartPoint& point : line.points) {
      if (!drawable(point, chart.y_scale)) continue;
      low = std::min(low, point.y);
      high = std::max(high, point.y);
      right = std::max(right, point.x);
    }
  }
  if (!std::isfinite(low)) return false;
  frame.y_scale = chart.y_scale;
  frame.x_max = right > 0 ? right : 1;
  if (chart.y_scale == Scale::Linear) {
    frame.y_max = chart.y_max > 0 ? chart.y_max : high > 0 ? high : 1;
  } else {
    frame.y_min = std::pow(10, std::floor(std::log10(low)));
    frame.y_max = std::max(std::pow(10, std::ceil(std::log10(high))), frame.y_min * 10);
  }
  return true;
}

void append_legend(std::string& out, const std::vector<ChartLine>& lines) {
  out += "<p class=\"legend\">";
  for (std::size_t at = 0; at < lines.size() && at < kLinesMax; ++at) {
    out += "<span><svg viewBox=\"0 0 18 10\" aria-hidden=\"true\"><polyline class=\"" +
           std::string(kColours[at]) + "\" points=\"0,5 18,5\"/></svg>";
    append_html_escaped(out, lines[at].name);
    out += "</span>";
  }
  out += "</p>\n";
}

void append_title(std::string& out, std::string_view label) {
  out += "<title>";
  append_html_escaped(out, label);
  out += "</title>";
}

}  // namespace

std::string line_chart(const LineChart& chart) {
  Frame frame;
  if (!fit(chart, frame)) return {};
  std::string out = "<figure>\n";
  if (chart.lines.size() > 1) append_legend(out, chart.lines);
  out += opened(frame, chart.title, chart.x_title, chart.y_title,
                chart.x_ticks.empty() ? linear_ticks(frame.x_max) : chart.x_ticks);
  for (std::size_t at = 0; at < chart.lines.size() && at < kLinesMax; ++at) {
    std::string points;
    std::string dots;
    for (const ChartPoint& point : chart.lines[at].points) {
      if (!drawable(point, chart.y_scale)) continue;
      const std::string x = number_text(frame.x(point.x), 1);
      const std::string y = number_text(frame.y(std::min(point.y, frame.y_max)), 1);
      points += (points.empty() ? "" : " ") + x + "," + y;
      dots += "<circle class=\"hit\" cx=\"" + x + "\" cy=\"" + y + "\" r=\"5\">";
      append_title(dots, chart.lines[at].name + ": " + point.label);
      dots += "</circle>\n";
    }
    out += "<polyline class=\"" + std::string(kColours[at]) + "\" style=\"fill:none\" points=\"" +
           points + "\"/>\n" + dots;
  }
  return out + "</svg>\n</figure>\n";
}

std::string bar_chart(const BarChart& chart) {
  double high = 0;
  for (const ChartPoint& bar : chart.bars) {
    if (drawable(bar, Scale::Linear)) high = std::max(high, bar.y);
  }
  if (chart.bars.empty()) return {};
  Frame frame;
  frame.x_max = chart.x_step * static_cast<double>(chart.bars.size());
  frame.y_max = high > 0 ? high : 1;
  std::string out = "<figure>\n" + opened(frame, chart.title, chart.x_title, chart.y_title,
                                          linear_ticks(frame.x_max));
  const double width = frame.x(chart.x_step) - frame.x(0);
  const double gap = std::min(2.0, width / 4);
  for (std::size_t at = 0; at < chart.bars.size(); ++at) {
    const ChartPoint& bar = chart.bars[at];
    if (!drawable(bar, Scale::Linear)) continue;
    const double top = frame.y(bar.y);
    out += "<rect class=\"bar " + std::string(kColours[chart.colour % kLinesMax]) +
           "\" style=\"stroke:none\" x=\"" +
           number_text(frame.x(chart.x_step * static_cast<double>(at)), 1) + "\" y=\"" +
           number_text(top, 1) + "\" width=\"" + number_text(width - gap, 1) + "\" height=\"" +
           number_text(frame.y(0) - top, 1) + "\">";
    append_title(out, bar.label);
    out += "</rect>\n";
  }
  return out + "</svg>\n</figure>\n";
}

}  // namespace mcbin::render
