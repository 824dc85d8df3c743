#include "mcbin/net/service_manager.hpp"

#include "mcbin/net/socket_errors.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace mcbin::net {
namespace {

/// More sockets than any service has; a bound for a number that comes from outside.
constexpr std::uint64_t kPassedSocketsMax = 1024;

/// Takes the variable out of the environment. At the start only: there is one thread.
std::string taken_variable(const char* name) {
  const char* const value = std::getenv(name);
  std::string text = value == nullptr ? "" : value;
  static_cast<void>(::unsetenv(name));
  return text;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, number);
  if (text.empty() || problem != std::errc{} || stop != end) return std::nullopt;
  return number;
}

bool names_us(const std::optional<std::uint64_t>& process) {
  return process == static_cast<std::uint64_t>(::getpid());
}

std::vector<int> read_passed_sockets() {
  const auto process = number_in(taken_variable("LISTEN_PID"));
  const auto count = number_in(taken_variable("LISTEN_FDS"));
  static_cast<void>(taken_variable("LISTEN_FDNAMES"));
  std::vector<int> sockets;
  if (!names_us(process) || !count || *count > kPassedSocketsMax) return sockets;
  for (int number = 0; number < static_cast<int>(*count); ++number) {
    sockets.push_back(kFirstPassedDescriptor + number);
  }
  return sockets;
}

std::optional<std::chrono::microseconds> read_watchdog() {
  const std::string process = taken_variable("WATCHDOG_PID");
  const auto interval = number_in(taken_variable("WATCHDOG_USEC"));
  if (!process.empty() && !names_us(number_in(process))) return std::nullopt;
  if (!interval || *interval == 0 || *interval > std::uint64_t{INT64_MAX}) return std::nullopt;
  return std::chrono::microseconds(static_cast<std::int64_t>(*interval));
}

}  // namespace

ServiceManager ServiceManager::from_environment() {
  ServiceManager manager;
  std::string path = taken_variable("NOTIFY_SOCKET");
  // A leading @ stands for the NUL byte of a name outside the file system.
  const bool known_form = path.starts_with('/') || path.starts_with('@');
  if (known_form && path.size() > 1 && path.size() < sizeof(sockaddr_un::sun_path)) {
    manager.notify_path_ = std::move(path);
  }
  manager.watchdog_ = read_watchdog();
  manager.passed_sockets_ = read_passed_sockets();
  return manager;
}

Result<void> ServiceManager::tell(std::string_view lines) const {
  if (notify_path_.empty()) return {};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::copy(notify_path_.begin(), notify_path_.end(), address.sun_path);
  if (notify_path_.front() == '@') address.sun_path[0] = '\0';
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + notify_path_.size());

  const int sender = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (sender < 0) return fail(Errc::WriteFailed, 0, errno_text(errno));
  const ssize_t sent = ::sendto(sender, lines.data(), lines.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                                reinterpret_cast<const sockaddr*>(&address), size);
  const int problem = errno;
  ::close(sender);
  if (sent < 0) return fail(Errc::WriteFailed, 0, errno_text(problem));
  return {};
}

std::string reloading_lines() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  constexpr std::int64_t kUsPerSecond = 1'000'000;
  constexpr std::int64_t kNsPerUs = 1000;
  const std::int64_t microseconds = now.tv_sec * kUsPerSecond + now.tv_nsec / kNsPerUs;
  return "RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds);
}

}  // namespace mcbin::net
