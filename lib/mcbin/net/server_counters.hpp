// What the server has counted, as one snapshot. The counting itself is inside net.
#pragma once

#include <cstdint>

namespace mcbin::net {

/// Taken without stopping anybody: each number is right, their sum may be a moment apart.
struct ServerCounters {
  std::uint64_t connections_now = 0;
  std::uint64_t connections_total = 0;
  std::uint64_t connections_rejected = 0;  // over connections_max
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_written = 0;
  std::uint64_t yields = 0;            // a connection had work left and let others go first
  std::uint64_t idle_closes = 0;       // by idle_timeout
  std::uint64_t overdue_closes = 0;    // by the other time-outs
  std::uint64_t held_bytes = 0;        // of incomplete requests and unsent answers, now
  std::uint64_t memory_waits = 0;      // a connection was not read for want of memory
  std::uint64_t memory_closes = 0;     // a connection was closed for the memory it held
  std::uint64_t accept_pauses = 0;     // no descriptor or memory for a new connection
  std::uint64_t accept_paused_us = 0;  // and how long in all
  bool accepting = false;
};

}  // namespace mcbin::net
