// Where the lines of the log go: standard error, or a file that can be opened anew after somebody
// has moved it away. Shared by the .cpp files of the log only: it is a sink of spdlog.
#pragma once

#include "mcbin/base/error.hpp"

#include <spdlog/sinks/sink.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace mcbin::cmd {

/// Writes whole lines. A reader that does not read costs lines, which are counted, but never more
/// than a moment: the log's thread must come to its end when the server does.
class LogOutput final : public spdlog::sinks::sink {
 public:
  /// @param path  standard error when there is none.
  /// @return Errc::WriteFailed with "PATH: reason" as detail.
  [[nodiscard]] static Result<std::shared_ptr<LogOutput>> open(std::optional<std::string> path);
  ~LogOutput() override;

  /// Opens the file at its path again; on failure the old one stays.
  [[nodiscard]] Result<void> reopen();

  /// Hands the file to another user, who may then reopen it.
  [[nodiscard]] Result<void> give_to(std::uint32_t user, std::uint32_t group) const;

  [[nodiscard]] std::uint64_t written() const { return written_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t lost() const { return lost_.load(std::memory_order_relaxed); }

  // From spdlog: the payload of a message is the whole line, with its end.
  void log(const spdlog::details::log_msg& message) override;
  void flush() override {}
  void set_pattern(const std::string&) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

 private:
  LogOutput(std::optional<std::string> path, int file) : path_(std::move(path)), file_(file) {}
  [[nodiscard]] bool takes_a_line();

  const std::optional<std::string> path_;
  mutable std::mutex mutex_;
  int file_;
  bool stuck_ = false;  // the last line found nobody reading
  std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> lost_{0};
};

}  // namespace mcbin::cmd
