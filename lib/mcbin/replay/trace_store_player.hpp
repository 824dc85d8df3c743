// A cache trace played against the in-process store: no socket, no protocol, one thread.
#pragma once

#include "mcbin/replay/trace_counts.hpp"
#include "mcbin/replay/trace_scanner.hpp"
#include "mcbin/store/store.hpp"

namespace mcbin::replay {

/// Plays `trace` to its end. A look-up that misses is followed by a set of the recorded size: the
/// program that was recorded would have fetched the value elsewhere and stored it. With
/// TraceTtl::Keep the store's time is the trace's, so that items expire when they did.
/// @param clock  measures how long it takes.
/// @return as TraceScanner::next().
[[nodiscard]] Result<TraceCounts> play_trace(TraceScanner& trace, store::Store& store, TraceTtl ttl,
                                             const Clock& clock);

}  // namespace mcbin::replay
