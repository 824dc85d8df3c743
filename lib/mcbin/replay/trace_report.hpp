// What a cache trace showed, for people and as JSON (trace_report.schema.json).
#pragma once

#include "mcbin/replay/trace_counts.hpp"

#include <string>
#include <string_view>

namespace mcbin::replay {

/// @param target  what it was played against: "in process, 64 MiB", "127.0.0.1:11211".
[[nodiscard]] std::string trace_text(std::string_view target, const TraceCounts& counts);

/// One JSON object.
[[nodiscard]] std::string trace_json(std::string_view target, const TraceCounts& counts);

}  // namespace mcbin::replay
