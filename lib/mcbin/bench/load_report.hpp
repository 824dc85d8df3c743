// What a load showed, for people and as JSON (load_report.schema.json).
#pragma once

#include "mcbin/bench/load_run.hpp"

#include <string>
#include <vector>

namespace mcbin::bench {

/// A table with a column for each server and, for two, the ratio of the first to the second.
[[nodiscard]] std::string load_text(const LoadOptions& options,
                                    const std::vector<ServerLoad>& servers);

/// One JSON object.
[[nodiscard]] std::string load_json(const LoadOptions& options,
                                    const std::vector<ServerLoad>& servers);

}  // namespace mcbin::bench
