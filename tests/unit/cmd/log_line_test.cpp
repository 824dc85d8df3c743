// A line of the log in each format: one line, printable, bounded, whatever the strings hold.
#include "cmd/log_line.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace mcbin::cmd;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

constexpr std::int64_t kMoment = 1'700'000'000'007;

LogRecord sample(std::string message) {
  return {.level = LogLevel::Warn,
          .event = "sample",
          .message = std::move(message),
          .fields = {{"key", std::string("k\n\"\\\x1b")}, {"bytes", std::uint64_t{7}}}};
}

bool is_one_printable_line(const std::string& line) {
  const auto printable = [](char letter) { return letter >= ' ' && letter != 0x7f; };
  return line.size() <= kLogLineMax && line.ends_with('\n') &&
         std::all_of(line.begin(), line.end() - 1, printable);
}

}  // namespace

TEST_CASE("cmd/log_line: each format has its shape", "[cmd][log_line]") {
  CHECK(log_line(sample("it happened"), LogFormat::Text, kMoment) ==
        "2023-11-14T22:13:20.007Z warn it happened\n");
  CHECK(log_line(sample("it happened"), LogFormat::Journald, kMoment) == "<4>it happened\n");
  CHECK(log_line(sample("it happened"), LogFormat::Json, kMoment) ==
        R"({"time":"2023-11-14T22:13:20.007Z","level":"warn","event":"sample",)"
        R"("message":"it happened","key":"k\\x0a\"\\\\x1b","bytes":7})"
        "\n");
}

TEST_CASE("cmd/log_line: every level has its name and its priority", "[cmd][log_line]") {
  struct Row {
    LogLevel level;
    std::string name;
    std::string priority;
  };
  for (const Row& row : {Row{LogLevel::Error, "error", "<3>"}, Row{LogLevel::Warn, "warn", "<4>"},
                         Row{LogLevel::Info, "info", "<6>"}, Row{LogLevel::Debug, "debug", "<7>"},
                         Row{LogLevel::Trace, "trace", "<7>"}}) {
    CHECK(level_name(row.level) == row.name);
    LogRecord record = sample("x");
    record.level = row.level;
    CHECK(log_line(record, LogFormat::Journald, kMoment) == row.priority + "x\n");
  }
}

TEST_CASE("cmd/log_line: nothing in a string ends the line or moves a cursor", "[cmd][log_line]") {
  for (const LogFormat format : {LogFormat::Text, LogFormat::Json, LogFormat::Journald}) {
    for (const std::string& message :
         {std::string("a\nb\r\x1b[31m"), std::string("\0\xff\xfe\x7f", 4), std::string("\xc2\x9b"),
          std::string(100'000, 'x'), std::string(100'000, '\n'), std::string(100'000, '"')}) {
      const std::string line = log_line(sample(message), format, kMoment);
      INFO(line);
      CHECK(is_one_printable_line(line));
    }
  }
}

TEST_CASE("cmd/log_line: JSON that is too long loses its fields, not its end", "[cmd][log_line]") {
  LogRecord record = sample("x");
  record.fields.push_back({"long", std::string(3000, '\n')});
  record.fields.push_back({"longer", std::string(3000, '\n')});
  const std::string line = log_line(record, LogFormat::Json, kMoment);
  CHECK_THAT(line, StartsWith("{\"time\":"));
  CHECK_THAT(line, EndsWith("\"message\":\"x\"}\n"));
}
