// Plays what was planned, against servers or in this process.
#pragma once

#include "cmd/replay_options.hpp"
#include "cmd/replay_target.hpp"
#include "mcbin/replay/heard_answers.hpp"
#include "mcbin/store/store_stats.hpp"

#include <optional>

namespace mcbin::cmd {

struct Played {
  replay::RunResult run;
  std::optional<store::StoreStats> store;  // of a replay in this process
};

/// @param heard  gets every answer, unless it is null.
/// @return as run_over_sockets() and run_in_process().
[[nodiscard]] Result<Played> play_plan(const ReplayOptions& options, const ReplayTarget& target,
                                       const replay::ReplayPlan& plan, replay::HeardAnswers* heard);

}  // namespace mcbin::cmd
