// `mcbin replay` of a cache trace: for the hit ratio it gives.
#pragma once

#include "cmd/recording.hpp"
#include "cmd/replay_options.hpp"
#include "cmd/replay_target.hpp"

namespace mcbin::cmd {

/// Plays `trace` against `target` and prints the report. @return LoadExit,
/// or Errc::BadConfiguration.
[[nodiscard]] Result<ExitCode> run_trace(const ReplayOptions& options, const ReplayTarget& target,
                                         Recording trace);

}  // namespace mcbin::cmd
