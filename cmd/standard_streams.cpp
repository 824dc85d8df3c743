// Unbuffered writes: a command that reports success has written everything.
#include "cmd/standard_streams.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <unistd.h>

namespace mcbin::cmd {
namespace {

constexpr std::string_view kClearLine = "\r\x1b[K";

// There is one standard error, and this is the state of its last line.
bool line_for_now = false;

/// @return 0, or the errno of the write that failed.
int write_all(int file, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

[[noreturn]] void end_by_broken_pipe() {
  std::signal(SIGPIPE, SIG_DFL);
  std::raise(SIGPIPE);
  ::_exit(128 + SIGPIPE);  // SIGPIPE is blocked
}

}  // namespace

Result<void> write_stdout(ByteView bytes) {
  const int problem = write_all(STDOUT_FILENO, bytes);
  if (problem == 0) return {};
  if (problem == EPIPE) end_by_broken_pipe();
  return fail(Errc::WriteFailed, 0,
              std::string("cannot write to standard output: ") + std::strerror(problem));
}

Result<void> write_stdout(std::string_view text) {
  return write_stdout(as_bytes(text));
}

void say(std::string_view sentence) {
  clear_for_now();
  const std::string line = "mcbin: " + std::string(sentence) + "\n";
  (void)write_all(STDERR_FILENO, as_bytes(line));
}

void show_for_now(std::string_view line) {
  write_stderr(std::string(kClearLine) + std::string(line));
  line_for_now = true;
}

void clear_for_now() {
  if (!line_for_now) return;
  write_stderr(kClearLine);
  line_for_now = false;
}

void write_stderr(std::string_view text) {
  (void)write_all(STDERR_FILENO, as_bytes(text));
}

bool stdin_is_terminal() {
  return ::isatty(STDIN_FILENO) == 1;
}

bool stdout_is_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}

bool stderr_is_terminal() {
  return ::isatty(STDERR_FILENO) == 1;
}

std::string read_terminal_line() {
  std::string line;
  char letter = 0;
  while (::read(STDIN_FILENO, &letter, 1) == 1 && letter != '\n') line += letter;
  return line;
}

void ignore_broken_pipes() {
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace mcbin::cmd
