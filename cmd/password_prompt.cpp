#include "cmd/password_prompt.hpp"

#include "mcbin/auth/plain_message.hpp"
#include "mcbin/base/wipe.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <termios.h>
#include <unistd.h>

namespace mcbin::cmd {
namespace {

tl::unexpected<Error> refuse(const std::string& sentence) {
  return fail(Errc::BadConfiguration, 0, sentence);
}

void show(std::string_view text) {
  static_cast<void>(::write(STDERR_FILENO, text.data(), text.size()) < 0);
}

/// Standard input does not show what is typed as long as the object lives. Signals that would end
/// the program are blocked meanwhile, so that the terminal is never left so.
class HiddenTyping {
 public:
  HiddenTyping() {
    sigset_t ending;
    ::sigemptyset(&ending);
    for (const int signal : {SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGTSTP}) {
      ::sigaddset(&ending, signal);
    }
    ::sigprocmask(SIG_BLOCK, &ending, &signals_before_);
    ::tcgetattr(STDIN_FILENO, &before_);
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    hidden.c_lflag |= ECHONL;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;
  ~HiddenTyping() {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    ::sigprocmask(SIG_SETMASK, &signals_before_, nullptr);
  }

 private:
  termios before_{};
  sigset_t signals_before_{};
};

/// A line of standard input without its end; nothing of it stays behind in a buffer.
Result<auth::SecretText> read_line() {
  std::array<char, auth::kPasswordBytesMax + 2> line{};
  std::size_t filled = 0;
  bool ended = false;
  while (!ended && filled < line.size()) {
    // Byte by byte, as what follows the line is not ours.
    const ssize_t size = ::read(STDIN_FILENO, line.data() + filled, 1);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return refuse(std::string("standard input: ") + std::strerror(errno));
    ended = size == 0 || line[filled] == '\n';
    if (!ended) ++filled;
  }
  if (filled > 0 && line[filled - 1] == '\r') --filled;
  auth::SecretText text(std::string_view(line.data(), filled));
  wipe({reinterpret_cast<Byte*>(line.data()), line.size()});
  return text;
}

Result<void> check(std::string_view password) {
  if (password.empty()) return refuse("the password is empty");
  if (password.size() > auth::kPasswordBytesMax) {
    return refuse("the password has more than " + std::to_string(auth::kPasswordBytesMax) +
                  " bytes");
  }
  const bool controls = std::any_of(password.begin(), password.end(), [](char letter) {
    return static_cast<unsigned char>(letter) < ' ' || letter == '\x7f';
  });
  if (controls) return refuse("the password has control characters");
  return {};
}

}  // namespace

Result<auth::SecretText> read_new_password(const std::string& name) {
  if (::isatty(STDIN_FILENO) != 1) {
    auto password = read_line();
    if (!password) return password;
    if (auto good = check(password->view()); !good) return tl::unexpected(good.error());
    return password;
  }
  const HiddenTyping hidden;
  show("New password of " + name + ": ");
  auto password = read_line();
  if (!password) return password;
  if (auto good = check(password->view()); !good) return tl::unexpected(good.error());
  show("The same again: ");
  const auto again = read_line();
  if (!again) return tl::unexpected(again.error());
  if (again->view() != password->view()) return refuse("the two passwords are not the same");
  return password;
}

}  // namespace mcbin::cmd
