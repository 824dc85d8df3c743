// The terminal is put right again whatever ends the question, an interrupt too.
#include "cmd/server_secrets.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace mcbin::cmd {
namespace {

tl::unexpected<Error> refuse(const std::string& sentence) {
  return fail(Errc::BadConfiguration, 0, sentence);
}

/// A file descriptor that closes itself.
class File {
 public:
  explicit File(int number) : number_(number) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

void strip_line_end(std::string& text) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
}

/// Reads until `enough(text)`, the end or one byte beyond the limit; false when reading fails.
template <typename Enough>
bool read_text(int file, std::string& text, Enough enough) {
  while (text.size() <= kPasswordBytesMax && !enough(text)) {
    char byte = 0;
    const ssize_t size = ::read(file, &byte, 1);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    if (size == 0) return true;
    text += byte;
  }
  return true;
}

// What an interrupt during the question has to put right.
volatile std::sig_atomic_t asking_on = -1;
termios settings_before;

extern "C" void restore_and_die(int signal_number) {
  if (asking_on >= 0) ::tcsetattr(asking_on, TCSAFLUSH, &settings_before);
  std::signal(signal_number, SIG_DFL);
  std::raise(signal_number);
}

/// Nothing that is typed is shown as long as it lives.
class EchoOff {
 public:
  explicit EchoOff(int terminal) {
    if (::tcgetattr(terminal, &settings_before) != 0) return;
    asking_on = terminal;
    old_interrupt_ = std::signal(SIGINT, restore_and_die);
    old_terminate_ = std::signal(SIGTERM, restore_and_die);
    termios silent = settings_before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    on_ = ::tcsetattr(terminal, TCSAFLUSH, &silent) == 0;
  }
  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;
  ~EchoOff() {
    if (asking_on < 0) return;
    ::tcsetattr(asking_on, TCSAFLUSH, &settings_before);
    asking_on = -1;
    std::signal(SIGINT, old_interrupt_);
    std::signal(SIGTERM, old_terminate_);
  }
  [[nodiscard]] bool on() const { return on_; }

 private:
  using Handler = void (*)(int);
  Handler old_interrupt_ = SIG_DFL;
  Handler old_terminate_ = SIG_DFL;
  bool on_ = false;
};

}  // namespace

Result<std::string> read_password_file(const std::string& path) {
  const std::string what = "the password file '" + path + "' ";
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return refuse(what + "cannot be read: " + std::strerror(errno));
  struct stat status {};
  if (::fstat(file.number(), &status) != 0 || S_ISDIR(status.st_mode)) {
    return refuse(what + "is no file");
  }
  constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
  if (S_ISREG(status.st_mode) && (status.st_mode & kOthers) != 0) {
    return refuse(what + "is open to other users; close it with: chmod 600 '" + path + "'");
  }
  std::string password;
  if (!read_text(file.number(), password, [](const std::string&) { return false; })) {
    return refuse(what + "cannot be read: " + std::strerror(errno));
  }
  if (password.size() > kPasswordBytesMax) return refuse(what + "is too long for a password");
  strip_line_end(password);
  if (password.empty()) return refuse(what + "is empty");
  return password;
}

Result<std::string> ask_password(const std::string& question) {
  const File terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (terminal.number() < 0) return refuse("there is no terminal to ask for the password");
  const EchoOff echo_off(terminal.number());
  if (!echo_off.on()) return refuse("the terminal cannot hide what is typed");
  (void)!::write(terminal.number(), question.data(), question.size());
  std::string password;
  const bool read = read_text(terminal.number(), password,
                              [](const std::string& text) { return text.ends_with('\n'); });
  (void)!::write(terminal.number(), "\n", 1);
  if (!read || password.empty()) return refuse("no password was given");
  strip_line_end(password);
  if (password.size() > kPasswordBytesMax) return refuse("that is too long for a password");
  return password;
}

}  // namespace mcbin::cmd
