#include "mcbin/replay/trace_server_player.hpp"

#include "mcbin/replay/trace_talk.hpp"

#include <ctime>

namespace mcbin::replay {
namespace {

constexpr std::chrono::milliseconds kCheckEvery{50};

}  // namespace

Result<TraceCounts> play_trace(TraceScanner& trace, const net::Target& server, TraceTtl ttl,
                               std::chrono::milliseconds timeout, const Clock& clock) {
  const std::clock_t cpu_before = std::clock();
  TraceTalk talk(trace, ttl, clock);
  auto loop = net::ClientLoop::create();
  if (!loop) return tl::unexpected(loop.error());
  const auto connection =
      (*loop)->connect(server, talk, later(std::chrono::steady_clock::now(), timeout));
  if (!connection) {
    if (connection.error().code == Errc::LoginRefused) return tl::unexpected(connection.error());
    return fail(
        Errc::ConnectFailed, 0,
        "cannot reach " + net::endpoint_text(server.endpoint) + ": " + connection.error().detail);
  }
  const std::int64_t started_ns = clock.steady_ns();
  const std::int64_t timeout_ns = std::chrono::nanoseconds(timeout).count();
  talk.start();
  (*loop)->flush(*connection);
  while (!talk.finished() && !talk.trouble()) {
    (*loop)->turn(kCheckEvery);
    if (clock.steady_ns() - talk.heard_ns() > timeout_ns) {
      return fail(Errc::TimedOut, 0,
                  net::endpoint_text(server.endpoint) + " does not answer any more");
    }
  }
  if (talk.trouble()) return tl::unexpected(*talk.trouble());
  TraceCounts& counts = talk.counts();
  for (std::size_t why = 0; why < counts.skipped.size(); ++why) {
    counts.skipped[why] = trace.skipped(static_cast<TraceSkip>(why));
  }
  counts.cpu_seconds = static_cast<double>(std::clock() - cpu_before) / CLOCKS_PER_SEC;
  counts.seconds = static_cast<double>(clock.steady_ns() - started_ns) / 1e9;
  return std::move(counts);
}

}  // namespace mcbin::replay
