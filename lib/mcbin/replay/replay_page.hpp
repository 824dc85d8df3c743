// The report of a replay as one HTML page: what the JSON report says, with charts. Needs nothing
// else: no network, no script.
#pragma once

#include "mcbin/replay/replay_report.hpp"

#include <string>

namespace mcbin::replay {

[[nodiscard]] std::string replay_page(const ReplayReport& report);

}  // namespace mcbin::replay
