// The servers of the commands that put load on servers, found as every client command finds its
// own: options, environment, client.conf.
#pragma once

#include "cmd/fleet_settings.hpp"
#include "mcbin/net/client_loop.hpp"

#include <vector>

namespace mcbin::cmd {

/// How to connect to each server of `settings`: over TLS and with a login where that is wanted.
/// @return Errc::BadConfiguration with a sentence.
[[nodiscard]] Result<std::vector<net::Target>> load_targets(const FleetSettings& settings);

/// `-s` and the options about logins and TLS, for a command with time limits of its own.
void add_load_server_options(Command& command, ServerOptions& options);

}  // namespace mcbin::cmd
