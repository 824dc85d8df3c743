// To whom `mcbin replay` plays, and whether it may.
#pragma once

#include "cmd/replay_options.hpp"
#include "mcbin/net/client_loop.hpp"

namespace mcbin::cmd {

/// The server of --server, or what stands in for it.
/// @return Errc::BadConfiguration with a sentence, also for one that may be on another machine
///         without --allow-remote.
[[nodiscard]] Result<net::Target> replay_target(const ReplayOptions& options);

}  // namespace mcbin::cmd
