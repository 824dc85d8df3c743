// Multi-gets of clients that send one opaque with all of them and ask for no key: nothing in an
// answer tells which of the quiet look-ups it belongs to. (Answers with keys are paired by them.)
#pragma once

#include "mcbin/replay/replay_plan.hpp"

#include <vector>

namespace mcbin::replay {

/// Where the answers of a run of quiet look-ups carry no key and the opaques are alike, nobody can
/// tell what to expect, unless all were hits or all were misses.
/// @param requests  of one connection, in their order.
void settle_multi_gets(std::vector<PlannedRequest>& requests);

}  // namespace mcbin::replay
