#include "mcbin/replay/report_page.hpp"

#include "mcbin/render/html_text.hpp"
#include "mcbin/render/latency_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace mcbin::replay {
namespace {

using render::html_escaped;

struct Share {
  double fraction;
  std::string_view name;
};

constexpr std::array<Share, 8> kShares = {{{0, "0%"},
                                           {0.5, "50%"},
                                           {0.9, "90%"},
                                           {0.99, "99%"},
                                           {0.999, "99.9%"},
                                           {0.9999, "99.99%"},
                                           {0.99999, "99.999%"},
                                           {0.999999, "99.9999%"}}};

/// Nines: 90% is 1, 99% is 2.
double nines(double fraction) {
  return -std::log10(1 - fraction);
}

}  // namespace

std::string figure_text(double number, int digits) {
  char text[64];
  const int size = std::snprintf(text, sizeof text, "%.*f", digits, number);
  return {text, static_cast<std::size_t>(size)};
}

std::string figure_cell(std::string_view path, std::string_view figure) {
  return "<td class=\"number\" data-figure=\"" + html_escaped(path) + "\">" + html_escaped(figure) +
         "</td>";
}

void FigureTable::add(std::string_view name, std::string_view path, std::string_view figure) {
  rows_ += "<tr><th scope=\"row\">" + html_escaped(name) + "</th>" + figure_cell(path, figure) +
           "</tr>\n";
}

void FigureTable::add(std::string_view name, std::string_view path, std::uint64_t figure) {
  add(name, path, std::to_string(figure));
}

std::string FigureTable::html() const {
  return "<table>\n" + rows_ + "</table>\n";
}

std::string percentile_heads() {
  std::string cells;
  for (const render::NamedPercentile& percentile : render::kPercentiles) {
    cells += "<th class=\"number\" scope=\"col\">" + std::string(percentile.name) + "</th>";
  }
  return cells;
}

std::string percentile_cells(std::string_view path, const LatencyRecord& record) {
  std::string cells;
  for (const render::NamedPercentile& percentile : render::kPercentiles) {
    const double us = render::microseconds(record.percentile_ns(percentile.fraction));
    cells += figure_cell(std::string(path) + "." + std::string(percentile.name),  //
                         figure_text(us, 3));
  }
  return cells;
}

render::ChartLine distribution_line(std::string_view name, const LatencyRecord& record) {
  constexpr double kStep = 0.05;
  render::ChartLine line{.name = std::string(name), .points = {}};
  if (record.count() == 0) return line;
  const auto add = [&](double at, double fraction) {
    const double us = render::microseconds(record.percentile_ns(fraction));
    line.points.push_back({at, us,
                           figure_text(us, 1) + " us at " +
                               figure_text(100 * fraction, fraction < 0.99 ? 1 : 5) + "%"});
  };
  const double last = std::log10(static_cast<double>(record.count()));
  for (double at = 0; at < last; at += kStep) add(at, 1 - std::pow(10, -at));
  add(std::max(last, kStep), 1);
  return line;
}

std::string distribution_chart(std::string_view title, std::vector<render::ChartLine> lines) {
  std::erase_if(lines, [](const render::ChartLine& line) { return line.points.empty(); });
  double right = 0;
  for (const render::ChartLine& line : lines) right = std::max(right, line.points.back().x);
  std::vector<render::ChartTick> ticks;
  for (const Share& share : kShares) {
    const double at = nines(share.fraction);
    if (at <= right) ticks.push_back({at, std::string(share.name)});
  }
  return render::line_chart({.title = std::string(title),
                             .x_title = "share of requests that took no longer",
                             .y_title = "microseconds",
                             .lines = std::move(lines),
                             .x_ticks = std::move(ticks),
                             .y_scale = render::Scale::Logarithmic});
}

std::string report_page(std::string_view title, std::string_view summary, std::string_view command,
                        std::string_view body, std::string_view json) {
  std::string page = "<h1>" + html_escaped(title) + "</h1>\n<p>" + html_escaped(summary) + "</p>\n";
  if (!command.empty()) page += "<pre id=\"command\">" + html_escaped(command) + "</pre>\n";
  page += body;
  page += "<script type=\"application/json\" id=\"report\">\n";
  for (const char letter : json) {  // nothing in it may end the element
    page += letter == '<' ? std::string("\\u003c") : std::string(1, letter);
  }
  page += "</script>\n";
  return render::html_page(title, page);
}

}  // namespace mcbin::replay
