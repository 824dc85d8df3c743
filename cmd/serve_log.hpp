// The log of a running server. Whoever logs hands a line to a bounded queue and goes on; a thread
// of the log's own writes. What does not fit is counted, never waited for.
#pragma once

#include "cmd/log_line.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/net/process.hpp"
#include "mcbin/net/server.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::cmd {

/// Lines that wait to be written at most; a new one then takes the place of the oldest.
inline constexpr std::size_t kLogQueueMax = 2048;

struct LogOptions {
  LogLevel level = LogLevel::Warn;
  LogFormat format = LogFormat::Text;
  std::optional<std::string> file;  // standard error when there is none
};

/// Safe to use from any thread.
class ServeLog {
 public:
  /// @return Errc::WriteFailed when the file cannot be opened.
  [[nodiscard]] static Result<std::unique_ptr<ServeLog>> open(const LogOptions& options);
  /// Writes what waits, as far as somebody reads it.
  ~ServeLog();
  ServeLog(const ServeLog&) = delete;
  ServeLog& operator=(const ServeLog&) = delete;

  void write(const LogRecord& record) const;
  void event(const net::Event& event) const;

  /// What an operator is always told, whatever the level: said on standard error as other commands
  /// talk, and logged where the log is a file or has a format for programs.
  void announce(std::string_view event, const std::string& message) const;

  [[nodiscard]] bool shows(LogLevel level) const;
  void set_level(LogLevel level);

  /// Opens the file anew, as after a rotation.
  [[nodiscard]] Result<void> reopen();
  [[nodiscard]] Result<void> give_to(const net::Account& account) const;

  [[nodiscard]] std::uint64_t written() const;
  [[nodiscard]] std::uint64_t dropped() const;

 private:
  class Impl;
  explicit ServeLog(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The format for standard error when nobody chose one: the journal's when it reads, else text.
[[nodiscard]] LogFormat default_log_format();

}  // namespace mcbin::cmd
