#include "cmd/background.hpp"

#include "cmd/exit_codes.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace mcbin::cmd {
namespace {

constexpr char kReady = 'r';

tl::unexpected<Error> refused(const char* step) {
  return fail(Errc::SystemFailed, 0,
              std::string("-d: ") + step + ": " +
                  std::error_code(errno, std::generic_category()).message());
}

/// The shell's process: waits for the server to be ready, or to end.
[[noreturn]] void wait_for(pid_t server, int from_server) {
  char word = 0;
  ssize_t size = 0;
  do {
    size = ::read(from_server, &word, 1);
  } while (size < 0 && errno == EINTR);
  if (size == 1 && word == kReady) ::_exit(static_cast<int>(ExitCode::Ok));
  int status = 0;
  while (::waitpid(server, &status, 0) < 0 && errno == EINTR) {
  }
  ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : static_cast<int>(ExitCode::Usage));
}

}  // namespace

Result<Background> Background::begin() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return refused("pipe");
  const pid_t server = ::fork();
  if (server < 0) return refused("fork");
  if (server > 0) {
    ::close(ends[1]);
    wait_for(server, ends[0]);
  }
  ::close(ends[0]);
  if (::setsid() < 0) return refused("setsid");
  return Background(ends[1]);
}

Background::Background(Background&& other) noexcept
    : to_parent_(std::exchange(other.to_parent_, -1)) {}

Background::~Background() {
  if (to_parent_ >= 0) ::close(to_parent_);
}

void Background::ready() {
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (nothing >= 0) static_cast<void>(::dup2(nothing, stream));
  }
  if (nothing > STDERR_FILENO) ::close(nothing);
  if (to_parent_ < 0) return;
  // A parent that has gone needs no word.
  static_cast<void>(!::write(to_parent_, &kReady, 1));
  ::close(std::exchange(to_parent_, -1));
}

}  // namespace mcbin::cmd
