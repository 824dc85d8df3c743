// What a cache trace showed, for people and as JSON (trace_report.schema.json).
#pragma once

#include "mcbin/replay/trace_counts.hpp"

#include <string>

namespace mcbin::replay {

/// What was played, and how.
struct TraceFacts {
  std::string source;  // the file
  std::string target;  // what it was played against: "in process, 64 MiB", "127.0.0.1:11211"
  TraceTtl ttl = TraceTtl::Drop;
  std::string command = {};  // the command line, as a shell takes it
};

[[nodiscard]] std::string trace_text(const TraceFacts& facts, const TraceCounts& counts);

/// One JSON object.
[[nodiscard]] std::string trace_json(const TraceFacts& facts, const TraceCounts& counts);

}  // namespace mcbin::replay
