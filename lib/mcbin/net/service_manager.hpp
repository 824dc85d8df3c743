// The service manager's side of a process: telling it how far we are, showing it that we live, and
// the sockets that it opened for us. The protocol of systemd's sd_notify(3) and sd_listen_fds(3),
// which others speak too; nothing of systemd is linked.
#pragma once

#include "mcbin/base/error.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::net {

/// The first descriptor that a service manager hands over.
inline constexpr int kFirstPassedDescriptor = 3;

/// What the environment said when the process began. Reading it takes the variables away, so that
/// no program that we might start takes them for its own.
class ServiceManager {
 public:
  /// Reads NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID, LISTEN_FDS and LISTEN_PID. What is meant
  /// for another process, or makes no sense, counts as absent.
  [[nodiscard]] static ServiceManager from_environment();

  /// Sends lines such as "READY=1" in one datagram; does nothing where nobody asked to be told.
  /// From any thread; does not wait.
  /// @return Errc::WriteFailed with the system's reason.
  [[nodiscard]] Result<void> tell(std::string_view lines) const;

  /// How often at least "WATCHDOG=1" must be told; none: it is not asked for.
  [[nodiscard]] std::optional<std::chrono::microseconds> watchdog() const { return watchdog_; }

  /// The listening sockets that were opened for us, as descriptors.
  [[nodiscard]] const std::vector<int>& passed_sockets() const { return passed_sockets_; }

 private:
  std::string notify_path_;  // empty: nobody wants to be told
  std::optional<std::chrono::microseconds> watchdog_;
  std::vector<int> passed_sockets_;
};

/// The lines that end a reload must name when it began, on the monotonic clock.
[[nodiscard]] std::string reloading_lines();

}  // namespace mcbin::net
