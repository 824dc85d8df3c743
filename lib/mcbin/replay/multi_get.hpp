// Multi-gets of clients that send one opaque with all of them: the opaque does not tell which of
// the quiet look-ups an answer belongs to, but the key in the answer does.
#pragma once

#include "mcbin/replay/replay_plan.hpp"

#include <vector>

namespace mcbin::replay {

/// Gives the recorded answers of each run of quiet look-ups to the requests with their keys. Where
/// answers carry no key and the opaques are alike, nobody can tell what to expect, unless all were
/// hits or all were misses.
/// @param requests  of one connection, in their order.
void settle_multi_gets(std::vector<PlannedRequest>& requests);

}  // namespace mcbin::replay
