#include "cmd/log_line.hpp"

#include "cmd/terminal_text.hpp"
#include "mcbin/base/utc_text.hpp"
#include "mcbin/render/json_line.hpp"

#include <algorithm>

namespace mcbin::cmd {
namespace {

/// Bytes of a sentence that are shown. Escaped twice, each may take five.
constexpr std::size_t kMessageMax = 700;
static_assert(5 * kMessageMax + 200 < kLogLineMax);

/// syslog's numbers, as the journal reads them.
int priority(LogLevel level) {
  switch (level) {
    case LogLevel::Error:
      return 3;
    case LogLevel::Warn:
      return 4;
    case LogLevel::Info:
      return 6;
    default:
      return 7;
  }
}

std::string json_line(const LogRecord& record, std::int64_t wall_ms, bool with_fields) {
  std::string line;
  render::JsonLine json(line);
  json.text("time", utc_text(wall_ms));
  json.text("level", level_name(record.level));
  json.text("event", record.event);
  json.text("message", printable(record.message, kMessageMax));
  for (const LogField& field : record.fields) {
    if (!with_fields) break;
    if (const auto* number = std::get_if<std::uint64_t>(&field.value)) {
      json.number(field.name, *number);
    } else {
      json.text(field.name, printable(std::get<std::string>(field.value), kMessageMax));
    }
  }
  json.end();
  return line;
}

}  // namespace

std::string_view level_name(LogLevel level) {
  switch (level) {
    case LogLevel::Trace:
      return "trace";
    case LogLevel::Debug:
      return "debug";
    case LogLevel::Info:
      return "info";
    case LogLevel::Warn:
      return "warn";
    case LogLevel::Error:
      return "error";
  }
  return "error";
}

std::string log_line(const LogRecord& record, LogFormat format, std::int64_t wall_ms) {
  if (format == LogFormat::Json) {
    std::string line = json_line(record, wall_ms, true);
    return line.size() <= kLogLineMax ? line : json_line(record, wall_ms, false);
  }
  std::string line;
  if (format == LogFormat::Journald) {
    line = "<" + std::to_string(priority(record.level)) + ">";
  } else {
    line = utc_text(wall_ms) + " " + std::string(level_name(record.level)) + " ";
  }
  return line + printable(record.message, kMessageMax) + "\n";
}

}  // namespace mcbin::cmd
