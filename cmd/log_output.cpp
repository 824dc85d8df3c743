#include "cmd/log_output.hpp"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace mcbin::cmd {
namespace {

/// Others may read the log's file only if its group or its folder lets them.
constexpr mode_t kLogFileMode = 0640;

/// How long the first line waits for a reader that has stopped reading; those behind it do not.
constexpr int kPatienceMs = 100;

tl::unexpected<Error> failure(const std::string& path) {
  return fail(Errc::WriteFailed, 0,
              path + ": " + std::error_code(errno, std::generic_category()).message());
}

int open_file(const std::string& path) {
  // O_NONBLOCK: a named pipe without a reader must not hold the server up.
  return ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
                kLogFileMode);
}

}  // namespace

Result<std::shared_ptr<LogOutput>> LogOutput::open(std::optional<std::string> path) {
  int file = STDERR_FILENO;
  if (path) file = open_file(*path);
  if (file < 0) return failure(*path);
  return std::shared_ptr<LogOutput>(new LogOutput(std::move(path), file));
}

LogOutput::~LogOutput() {
  if (path_) ::close(file_);
}

Result<void> LogOutput::reopen() {
  if (!path_) return {};
  const int file = open_file(*path_);
  if (file < 0) return failure(*path_);
  const std::lock_guard lock(mutex_);
  ::close(std::exchange(file_, file));
  stuck_ = false;
  return {};
}

Result<void> LogOutput::give_to(std::uint32_t user, std::uint32_t group) const {
  if (!path_) return {};
  const std::lock_guard lock(mutex_);
  if (::fchown(file_, user, group) != 0) return failure(*path_);
  return {};
}

bool LogOutput::takes_a_line() {
  pollfd asked{file_, POLLOUT, 0};
  const int ready = ::poll(&asked, 1, stuck_ ? 0 : kPatienceMs);
  stuck_ = ready <= 0 || (asked.revents & POLLOUT) == 0;
  return !stuck_;
}

void LogOutput::log(const spdlog::details::log_msg& message) {
  const std::lock_guard lock(mutex_);
  bool whole = false;
  if (takes_a_line()) {
    const ssize_t size = ::write(file_, message.payload.data(), message.payload.size());
    whole = size == static_cast<ssize_t>(message.payload.size());
  }
  (whole ? written_ : lost_).fetch_add(1, std::memory_order_relaxed);
}

}  // namespace mcbin::cmd
