// Starts a server program on a free loopback port and stops it again: mcbin's own, or Debian's
// memcached as the control.
#pragma once

#include "mcbin/base/error.hpp"

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace mcbin::conformance {

enum class Program : std::uint8_t { Mcbin, Memcached };

/// What is started, and how. `args` are in memcached's words (-F, -C, -M, -m 2, -I 2048, -S ...).
struct ServerCommand {
  Program program = Program::Mcbin;
  std::string path;
  std::vector<std::string> args;
};

/// A running server; stopped at the latest by the destructor.
class ServerProcess {
 public:
  /// @return the server once it listens; Errc::SystemFailed when it does not start in time.
  [[nodiscard]] static Result<ServerProcess> start(const ServerCommand& command);

  ServerProcess(ServerProcess&& other) noexcept;
  ServerProcess& operator=(ServerProcess&&) = delete;
  ~ServerProcess();

  [[nodiscard]] std::uint16_t tcp_port() const { return tcp_port_; }
  /// 0 when it has none.
  [[nodiscard]] std::uint16_t udp_port() const { return udp_port_; }

  /// Most memory the server has ever had resident, in bytes.
  [[nodiscard]] std::uint64_t peak_resident_bytes() const;

  /// Asks it to stop and waits.
  /// @return nothing; or Errc::SystemFailed when it did not end by itself with exit code 0.
  [[nodiscard]] Result<void> stop();

 private:
  ServerProcess() = default;
  [[nodiscard]] bool wait_for_port_file();
  void remove_directory() const;

  pid_t process_ = -1;
  std::string directory_;
  std::uint16_t tcp_port_ = 0;
  std::uint16_t udp_port_ = 0;
};

}  // namespace mcbin::conformance
