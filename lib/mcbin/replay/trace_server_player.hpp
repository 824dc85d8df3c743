// A cache trace played against a server, over one connection.
#pragma once

#include "mcbin/base/clock.hpp"
#include "mcbin/net/client_loop.hpp"
#include "mcbin/replay/trace_counts.hpp"
#include "mcbin/replay/trace_scanner.hpp"

#include <chrono>

namespace mcbin::replay {

/// Plays `trace` to its end, with the same rule for misses as play_trace(). The server's time is
/// its own: with TraceTtl::Keep items live as many seconds as were recorded, however fast the trace
/// is played.
/// @param timeout  for this long the server may keep silent, at connecting and later.
/// @return as TraceScanner::next(); Errc::ConnectFailed, also after the timeout;
///         Errc::ConnectionClosed, Errc::ReadFailed, Errc::WriteFailed, Errc::TimedOut when the
///         connection ends on the way, and Errc::ProtocolViolated for an answer that is none.
[[nodiscard]] Result<TraceCounts> play_trace(TraceScanner& trace, const net::Target& server,
                                             TraceTtl ttl, std::chrono::milliseconds timeout,
                                             const Clock& clock);

}  // namespace mcbin::replay
