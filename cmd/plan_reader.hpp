// Reads recordings into the plan of a replay.
#pragma once

#include "mcbin/replay/replay_plan.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// Reads the files one after another; captures that belong together are one recording.
/// @param ports  connections to these alone; empty: to any.
/// @return what the inputs return; Errc::BadConfiguration when no request is in them.
[[nodiscard]] Result<replay::ReplayPlan> read_plan(const std::vector<std::string>& files,
                                                   const std::vector<std::uint16_t>& ports,
                                                   const replay::PlanOptions& options);

}  // namespace mcbin::cmd
