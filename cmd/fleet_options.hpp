// The options that every client command shares: which servers, how keys spread over them, how long
// to wait, how to log in, TLS, tracing.
#pragma once

#include "cmd/command.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::cmd {

/// Connecting gets this long, or the whole time-out when that is shorter.
inline constexpr std::chrono::milliseconds kConnectTimeout{1000};
/// The time-out where nothing else is said: for connecting, asking and answering together.
inline constexpr std::chrono::milliseconds kFleetTimeout{5000};

/// As the user gave them; fleet_settings.hpp reads them together with the environment.
struct ServerOptions {
  std::vector<std::string> servers;  // each a list
  /// The other options by their long name without dashes: {"ring", "modula"}, {"tls", "yes"}.
  std::map<std::string, std::string, std::less<>> given;
};

/// Adds -s,--server, -t,--timeout and the others, which read into `options`.
void add_server_options(Command& command, ServerOptions& options);

/// The options that say how to log in and how to talk TLS, alone.
void add_login_options(Command& command, ServerOptions& options);
void add_tls_options(Command& command, ServerOptions& options);
/// Those that say how keys spread over several servers.
void add_ring_options(Command& command, ServerOptions& options);

/// `duration` as a person writes it: "5s", "1500ms".
[[nodiscard]] std::string duration_text(std::chrono::milliseconds duration);

/// Reads a time-out: a duration longer than nothing.
/// @return Errc::BadText with a sentence.
[[nodiscard]] Result<std::chrono::milliseconds> parse_timeout(std::string_view text);

}  // namespace mcbin::cmd
