#include "mcbin/render/svg_chart.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

using mcbin::render::bar_chart;
using mcbin::render::line_chart;
using mcbin::render::LineChart;
using mcbin::render::Scale;

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("render/svg_chart: lines with a legend, points with a label", "[render][svg]") {
  const std::string svg = line_chart(
      {.title = "a & b",
       .x_title = "x",
       .y_title = "y",
       .lines = {{"one", {{0, 1, "first"}, {2, 10, "second"}}}, {"<two>", {{1, 5, "t"}}}},
       .y_scale = Scale::Logarithmic});
  CHECK(svg.find("aria-label=\"a &amp; b\"") != std::string::npos);
  CHECK(svg.find("&lt;two&gt;") != std::string::npos);
  CHECK(svg.find("<title>one: second</title>") != std::string::npos);
  // The lowest point lies on the lower axis, the highest on the upper one.
  CHECK(svg.find("points=\"64.0,256.0 948.0,26.0\"") != std::string::npos);
  CHECK(count_of(svg, "<circle") == 3);
  CHECK(count_of(svg, "class=\"legend\"") == 1);
}

TEST_CASE("render/svg_chart: what cannot be drawn is left out", "[render][svg]") {
  const LineChart chart{.lines = {{"one", {{0, 0, "zero"}, {1, NAN, "none"}, {2, 3, "three"}}}},
                        .y_scale = Scale::Logarithmic};
  const std::string svg = line_chart(chart);
  CHECK(count_of(svg, "<circle") == 1);
  CHECK(count_of(svg, "class=\"legend\"") == 0);  // one line needs none
  CHECK(line_chart({.lines = {{"one", {}}}}).empty());
  CHECK(line_chart({}).empty());
  // Numbers that are all alike have a scale, too.
  const std::string flat = line_chart({.lines = {{"one", {{0, 0, "a"}, {1, 0, "b"}}}}});
  CHECK(flat.find("nan") == std::string::npos);
  CHECK(flat.find("inf") == std::string::npos);
}

TEST_CASE("render/svg_chart: bars from the axis to their value", "[render][svg]") {
  const std::string svg = bar_chart({.title = "t",
                                     .x_title = "seconds",
                                     .y_title = "number",
                                     .bars = {{0, 50, "fifty"}, {1, 100, "hundred"}, {2, 0, "0"}},
                                     .colour = 1});
  CHECK(count_of(svg, "<rect class=\"bar two\"") == 3);
  CHECK(svg.find("y=\"141.0\"") != std::string::npos);  // half of the height
  CHECK(svg.find("height=\"230.0\"") != std::string::npos);
  CHECK(svg.find("<title>hundred</title>") != std::string::npos);
  CHECK(bar_chart({}).empty());
}
