// `mcbin replay` of a cache trace: for the hit ratio it gives.
#pragma once

#include "cmd/recording.hpp"
#include "cmd/replay_options.hpp"
#include "mcbin/net/client_loop.hpp"

#include <optional>

namespace mcbin::cmd {

/// Plays `trace` against `server`, or in process without one; prints the report. @return LoadExit,
/// or Errc::BadConfiguration.
[[nodiscard]] Result<ExitCode> run_trace(const ReplayOptions& options,
                                         const std::optional<net::Target>& server, Recording trace);

}  // namespace mcbin::cmd
