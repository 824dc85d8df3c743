// Plays a plan against a server over sockets: all connections on one thread, each request at its
// moment or as soon as the model lets it go.
#pragma once

#include "mcbin/base/clock.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/base/function_ref.hpp"
#include "mcbin/net/client_loop.hpp"
#include "mcbin/replay/replay_counts.hpp"
#include "mcbin/replay/request_rewrite.hpp"
#include "mcbin/replay/send_order.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace mcbin::replay {

/// Connections of one plan at most.
inline constexpr std::size_t kConnectionsMax = 20'000;

/// When requests are sent.
enum class Model : std::uint8_t {
  Captured,  // open: at the recorded moments, whether answers come or not
  Rate,      // open: evenly, so many a second, in the recorded order
  Closed,    // each connection sends its next batch when the one before is answered
  Window,    // each connection keeps so many requests in flight
};

/// The stable name of `model`: "captured", ...
[[nodiscard]] std::string_view model_name(Model model);

struct RunOptions {
  Model model = Model::Captured;
  double speed = 1;
  Rate rate;
  std::size_t window = 1;
  std::chrono::milliseconds timeout{5000};  // to connect, and of silence while answers are owed
  std::uint64_t rounds = 1;                 // the plan is played so often
  std::chrono::milliseconds play_for{0};    // then no round begins, and none goes on; 0: no limit
  RewriteOptions rewrite;
  bool warm = false;  // what was there before the recording began is stored first
  /// Of several servers, which keeps a key (as it is sent).
  std::function<std::size_t(std::string_view key)> server_of;
  std::size_t shown_max = 10;
  HeardAnswers* heard = nullptr;  // gets the answers; outlives the run
};

/// How it ended.
struct RunResult {
  ReplayCounts counts;
  std::int64_t duration_ns = 0;  // from the start to the last answer
  std::uint64_t rounds = 0;
  std::uint64_t warmed = 0;      // keys stored before it began
  std::optional<Error> trouble;  // why a connection was lost first
};

/// Is told now and then how far it is.
using OnProgress = FunctionRef<void(const ReplayCounts&)>;

/// @param servers  at least one; of several each gets the requests for its own keys.
/// @return Errc::ConnectFailed and Errc::TimedOut when a server cannot be reached to begin with.
[[nodiscard]] Result<RunResult> run_over_sockets(const ReplayPlan& plan, const RunOptions& options,
                                                 std::span<const net::Target> servers,
                                                 const Clock& clock, OnProgress progress);

}  // namespace mcbin::replay
