#include "mcbin/render/dump_format.hpp"

#include "mcbin/render/exchange_line.hpp"
#include "mcbin/render/frame_csv.hpp"
#include "mcbin/render/frame_hex.hpp"
#include "mcbin/render/frame_text.hpp"
#include "mcbin/render/json_indent.hpp"
#include "mcbin/render/traffic_lines.hpp"

#include <utility>

namespace mcbin::render {

void DumpFormatter::begin(std::string& out) const {
  if (format_ == OutputFormat::JsonArray) out += "[\n";
  if (format_ == OutputFormat::Csv) out += kCsvHeader;
}

void DumpFormatter::frame(std::string& out, const codec::PlacedFrame& frame) {
  switch (format_) {
    case OutputFormat::JsonLines:
      append_frame_line(out, frame, options_);
      break;
    case OutputFormat::JsonArray:
    case OutputFormat::Pretty:
      line_.clear();
      append_frame_line(line_, frame, options_);
      json(out, line_);
      break;
    case OutputFormat::Text:
      append_frame_text(out, frame, options_);
      break;
    case OutputFormat::Csv:
      append_frame_csv(out, frame, options_);
      break;
    case OutputFormat::Hex:
      append_frame_hex(out, frame, options_);
      break;
  }
}

void DumpFormatter::exchange(std::string& out, const codec::PlacedFrame* request,
                             std::span<const codec::PlacedFrame* const> answers) {
  if (!is_json()) {
    if (request != nullptr) frame(out, *request);
    for (const codec::PlacedFrame* answer : answers) frame(out, *answer);
    return;
  }
  line_.clear();
  append_exchange_line(line_, request, answers, options_);
  json(out, line_);
}

void DumpFormatter::junk(std::string& out, const codec::PlacedJunk& junk) {
  switch (format_) {
    case OutputFormat::Text:
      append_junk_text(out, junk, options_);
      break;
    case OutputFormat::Hex:
      append_junk_hex(out, junk, options_);
      break;
    case OutputFormat::Csv:
      break;
    default:
      line_.clear();
      append_junk_line(line_, junk, options_);
      json(out, line_);
  }
}

void DumpFormatter::gap(std::string& out, const capture::Gap& gap) {
  if (is_json()) {
    line_.clear();
    append_gap_line(line_, gap);
    json(out, line_);
  } else if (format_ != OutputFormat::Csv) {
    out += "- gap on #" + std::to_string(gap.connection) + " ";
    out += direction_name(gap.direction);
    out += " at " + std::to_string(gap.offset) + ": " + std::to_string(gap.size) + " bytes, ";
    out += gap_name(gap.reason);
    out += '\n';
  }
}

void DumpFormatter::open(std::string& out, const capture::ConnectionInfo& connection,
                         codec::StreamKind kind) {
  if (is_json()) {
    line_.clear();
    append_open_line(line_, connection, kind);
    json(out, line_);
  } else if (format_ != OutputFormat::Csv) {
    out += "- #" + std::to_string(connection.id) +
           " opens: " + capture::endpoint_text(connection.client) + " > " +
           capture::endpoint_text(connection.server) + ", ";
    out += protocol_name(kind);
    out += '\n';
  }
}

void DumpFormatter::close(std::string& out, const capture::ConnectionInfo& connection,
                          codec::StreamKind kind, const capture::Close& close) {
  if (is_json()) {
    line_.clear();
    append_close_line(line_, connection, kind, close);
    json(out, line_);
  } else if (format_ != OutputFormat::Csv) {
    out += "- #" + std::to_string(connection.id) + " closes: ";
    out += close_name(close.reason);
    out += '\n';
  }
}

void DumpFormatter::end(std::string& out) const {
  if (format_ == OutputFormat::JsonArray) out += first_ ? "]\n" : "\n]\n";
}

void DumpFormatter::json(std::string& out, std::string_view line) {
  if (format_ == OutputFormat::JsonArray) {
    if (!std::exchange(first_, false)) out += ",\n";
    out += line.substr(0, line.size() - 1);
  } else if (format_ == OutputFormat::Pretty) {
    append_indented(out, line);
  } else {
    out += line;
  }
}

bool DumpFormatter::is_json() const {
  return format_ == OutputFormat::JsonLines || format_ == OutputFormat::JsonArray ||
         format_ == OutputFormat::Pretty;
}

}  // namespace mcbin::render
