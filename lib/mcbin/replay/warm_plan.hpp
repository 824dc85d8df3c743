// What a server held before the recording began, as far as the recording tells: keys that were
// there when they were first asked for.
#pragma once

#include "mcbin/replay/replay_plan.hpp"

namespace mcbin::replay {

/// A SET for each key whose first request was a look-up that hit, with the value and the flags that
/// it found. On one connection; nothing is expected of the answers but their CAS.
[[nodiscard]] ReplayPlan warm_plan(const ReplayPlan& plan);

}  // namespace mcbin::replay
