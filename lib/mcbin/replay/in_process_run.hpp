// Plays a plan against a server in this process: store and sessions, no socket. Time is the
// recording's own, so that expiries happen exactly where they happened.
#pragma once

#include "mcbin/base/clock.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/replay/replay_run.hpp"
#include "mcbin/store/store_stats.hpp"

#include <cstdint>

namespace mcbin::replay {

struct InProcessOptions {
  std::uint64_t memory_bytes = 64ULL << 20U;
  std::uint64_t item_bytes_max = 1ULL << 20U;
  RewriteOptions rewrite;  // expiries are not shifted
  bool warm = false;
  std::size_t shown_max = 10;
  HeardAnswers* heard = nullptr;  // gets the answers; outlives the run
};

struct InProcessResult {
  RunResult run;
  store::StoreStats store;  // as it was at the end
};

/// Requests go in the order of their moments, those of one packet together. Latencies are those of
/// the work alone.
/// @return Errc::BadConfiguration for limits that cannot work.
[[nodiscard]] Result<InProcessResult> run_in_process(const ReplayPlan& plan,
                                                     const InProcessOptions& options,
                                                     const Clock& clock, OnProgress progress);

}  // namespace mcbin::replay
