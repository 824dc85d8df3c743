// The options that every client command shares: which servers, how keys spread over them, how long
// to wait.
#pragma once

#include "cmd/command.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// Connecting gets this long, or the whole time-out when that is shorter.
inline constexpr std::chrono::milliseconds kConnectTimeout{1000};

/// As the user gave them; ServerFleet::open reads them.
struct ServerOptions {
  std::vector<std::string> servers;         // each a list; none: the default server
  std::chrono::milliseconds timeout{5000};  // for everything: connecting, asking, answering
  std::string ring = "ketama-weighted";
  std::string hash = "one-at-a-time";
};

/// Adds -s,--server, -t,--timeout, --ring and --hash, which read into `options`.
void add_server_options(Command& command, ServerOptions& options);

/// `duration` as a person writes it: "5s", "1500ms".
[[nodiscard]] std::string duration_text(std::chrono::milliseconds duration);

}  // namespace mcbin::cmd
