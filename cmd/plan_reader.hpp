// Reads recordings into the plan of a replay.
#pragma once

#include "cmd/recording.hpp"
#include "mcbin/replay/replay_plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcbin::cmd {

struct PlanInputs {
  std::vector<std::string> files;  // at least one
  std::optional<RecordingKind> kind;
  std::vector<std::uint16_t> ports;  // connections to these alone; empty: to any
};

/// Reads the files one after another; captures that belong together are one recording.
/// @param first  what the first file holds.
/// @return what the inputs return; Errc::BadConfiguration when no request is in them.
[[nodiscard]] Result<replay::ReplayPlan> read_plan(Recording first, const PlanInputs& inputs,
                                                   const replay::PlanOptions& options);

}  // namespace mcbin::cmd
