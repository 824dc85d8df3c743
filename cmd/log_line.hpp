// What a line of the server's log looks like, in each format. Pure: no clock, no file, no logger.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mcbin::cmd {

enum class LogLevel : std::uint8_t { Trace, Debug, Info, Warn, Error };

enum class LogFormat : std::uint8_t {
  Text,      // time, level, sentence
  Json,      // one object a line, with the particulars as members of their own
  Journald,  // <priority>sentence: the journal knows the time
};

/// Longest line, with its end: one write of it to a pipe is never torn apart.
inline constexpr std::size_t kLogLineMax = 4096;

struct LogField {
  std::string_view name;  // a literal
  std::variant<std::string, std::uint64_t> value;
};

/// Something that happened.
struct LogRecord {
  LogLevel level = LogLevel::Info;
  std::string_view event;        // a literal, for programs: "connection_opened"
  std::string message;           // a sentence, for people
  std::vector<LogField> fields;  // the particulars of the sentence
};

/// "warn", ...
[[nodiscard]] std::string_view level_name(LogLevel level);

/// The line with its end. Whatever the strings hold, it is one line of printable UTF-8, cut at
/// kLogLineMax; JSON that would have to be cut loses its fields instead.
[[nodiscard]] std::string log_line(const LogRecord& record, LogFormat format, std::int64_t wall_ms);

}  // namespace mcbin::cmd
