// What a replay showed, for people and as JSON (replay_report.schema.json).
#pragma once

#include "mcbin/replay/replay_run.hpp"
#include "mcbin/store/store_stats.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mcbin::replay {

/// Keys that are told at most: those with the most requests.
inline constexpr std::size_t kTopKeys = 20;

/// What was planned, and against whom.
struct ReplayFacts {
  std::string command;  // the command line, as a shell takes it
  std::string source;   // the files
  std::string target;   // the server, or "in process"
  std::uint64_t connections = 0;
  std::uint64_t requests = 0;    // of one round
  std::int64_t duration_ns = 0;  // as recorded
  std::array<std::uint64_t, kSkips> skipped{};
  std::uint64_t strays = 0;
};

/// The facts of `plan`; source and target are the caller's.
[[nodiscard]] ReplayFacts facts_of(const ReplayPlan& plan);

/// The same requests against another target, compared with what the first one answered.
struct ComparedRun {
  std::string target;
  RunResult run;
};

struct ReplayReport {
  ReplayFacts facts;
  Model model = Model::Captured;
  double speed = 1;
  RunResult run;
  std::optional<store::StoreStats> store;  // of a replay in this process
  std::optional<ComparedRun> against;
};

[[nodiscard]] std::string replay_text(const ReplayReport& report);

/// One JSON object.
[[nodiscard]] std::string replay_json(const ReplayReport& report);

/// One line of JSON: what was sent, expected and answered.
[[nodiscard]] std::string difference_line(const ShownDifference& difference);

}  // namespace mcbin::replay
