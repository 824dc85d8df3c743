// Everything that says how to reach the servers, put together: options, then the environment, then
// the file client.conf, then what holds by itself. Also reads the variables in which hosting
// services and other clients keep their servers.
#pragma once

#include "cmd/fleet_options.hpp"
#include "cmd/server_list.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/client/ring.hpp"
#include "mcbin/net/tls_context.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// What a client command needs to know about its servers.
struct FleetSettings {
  /// Each with the user name and password that it is logged in with, or with neither.
  std::vector<ServerAddress> servers;
  std::string origin;  // of the list: "--server", "MCBIN_SERVERS", the name of a file, "default"
  client::RingMode ring = client::RingMode::KetamaWeighted;
  client::KeyHash hash = client::KeyHash::OneAtATime;
  std::chrono::milliseconds timeout = kFleetTimeout;
  net::TlsFiles tls_files;
  net::TlsPeer tls_peer = net::TlsPeer::Verified;
  bool trace = false;
  std::string trace_file;
};

/// Looks an environment variable up; nothing when it is not set.
using Variables = std::function<std::optional<std::string>(const std::string& name)>;

/// Whether passwords are looked for; without, servers keep the user names that they have.
enum class Passwords : bool { LeaveOut, Find };

/// The variables of this process.
[[nodiscard]] Variables process_variables();

/// The servers come from, in this order: --server, MCBIN_SERVERS, MEMCACHIER_SERVERS,
/// MEMCACHEDCLOUD_SERVERS, MEMCACHED_SERVERS, MEMCACHE_SERVERS, client.conf, the default port of
/// this machine. Each other setting NAME-OF-OPTION comes from its option, MCBIN_NAME_OF_OPTION or
/// client.conf, which is read as TOML from $XDG_CONFIG_HOME/mcbin or ~/.config/mcbin, or is what
/// MCBIN_CONFIG names (empty: no file). The login that belongs to a service's variables is used
/// with that service's servers only, so that no password goes to a server it is not for.
///
/// Asks for a password on the terminal when one is needed and found nowhere.
/// @return Errc::BadConfiguration with a sentence that names where the trouble is.
[[nodiscard]] Result<FleetSettings> read_fleet_settings(const ServerOptions& options,
                                                        const Variables& variables,
                                                        Passwords passwords = Passwords::Find);

}  // namespace mcbin::cmd
