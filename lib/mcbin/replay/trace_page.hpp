// The report of a cache trace as one HTML page.
#pragma once

#include "mcbin/replay/trace_report.hpp"

#include <string>

namespace mcbin::replay {

[[nodiscard]] std::string trace_page(const TraceFacts& facts, const TraceCounts& counts);

}  // namespace mcbin::replay
