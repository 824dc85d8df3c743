// A whole load: fills the servers, plays the workload against each of them in turns, and adds up
// what the threads counted.
#pragma once

#include "mcbin/base/clock.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/bench/load_counts.hpp"
#include "mcbin/net/client_loop.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcbin::bench {

inline constexpr std::uint32_t kThreadsMax = 64;
inline constexpr std::uint32_t kConnectionsMax = 10'000;

struct LoadOptions {
  Workload workload;
  std::uint32_t connections = 10;
  std::uint32_t threads = 1;
  double rate = 0;  // requests a second, sent by a schedule; 0: as fast as answers come
  std::chrono::milliseconds duration{10'000};
  std::chrono::milliseconds warm_up{0};
  std::uint32_t rounds = 1;  // two servers take turns so often
  bool fill = true;          // store every key first
  std::chrono::milliseconds timeout{5'000};
};

/// What one server did.
struct ServerLoad {
  net::Endpoint endpoint;
  LoadCounts counts;
  std::uint64_t filled = 0;      // keys stored beforehand
  double seconds = 0;            // that were measured
  double client_cpu_s = 0;       // of this process meanwhile, warm-up included
  std::optional<Error> trouble;  // why the first lost connection was lost

  [[nodiscard]] double requests_per_s() const {
    return seconds > 0 ? static_cast<double>(counts.requests()) / seconds : 0;
  }
};

/// Plays the load against one server, or against several in turns.
/// @return one entry for each server; Errc::BadConfiguration, or why a server cannot be reached:
///         Errc::ConnectFailed, Errc::TimedOut, and what its greeting returns, with its endpoint in
///         the detail.
[[nodiscard]] Result<std::vector<ServerLoad>> run_load(const LoadOptions& options,
                                                       const std::vector<net::Target>& targets,
                                                       const Clock& clock);

}  // namespace mcbin::bench
