// The smallest part of a plan that still fails: parts are taken out as long as it does (the ddmin
// algorithm of Zeller and Hildebrandt), first whole connections, then keys, then requests. Pure.
#pragma once

#include "mcbin/base/function_ref.hpp"
#include "mcbin/replay/replay_plan.hpp"

#include <cstddef>

namespace mcbin::replay {

/// Plays a plan and says whether it still fails.
using StillFails = FunctionRef<Result<bool>(const ReplayPlan& plan)>;

struct ShrunkPlan {
  ReplayPlan plan;
  std::size_t tries = 0;
  bool smallest = true;  // false: there were no tries left
};

/// @param plan  which fails.
/// @param tries_max  plans that are played at most.
/// @return what `still_fails` returns when that fails.
[[nodiscard]] Result<ShrunkPlan> shrink_plan(const ReplayPlan& plan, std::size_t tries_max,
                                             StillFails still_fails);

}  // namespace mcbin::replay
