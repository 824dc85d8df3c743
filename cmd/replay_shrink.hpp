// `mcbin replay --shrink`: the smallest part of a recording that still fails, as a recording.
#pragma once

#include "cmd/replay_play.hpp"

namespace mcbin::cmd {

/// Plays parts of `plan`, whose answers were different as `counts` tell, until none can be left out
/// without losing the first of the differences; writes what is left and says how much it is.
/// @return Errc::WriteFailed, and as play_plan().
[[nodiscard]] Result<void> shrink_to_file(const ReplayOptions& options, const ReplayTarget& target,
                                          const replay::ReplayPlan& plan,
                                          const replay::ReplayCounts& counts);

}  // namespace mcbin::cmd
