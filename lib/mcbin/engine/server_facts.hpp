// What STAT needs to know about connections. net counts them, engine shows them, and neither knows
// the other: the composition root hands a function over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mcbin::engine {

struct ServerFacts {
  std::uint64_t connections_now = 0;
  std::uint64_t connections_total = 0;
  std::uint64_t connections_rejected = 0;
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_written = 0;
  std::uint64_t accept_pauses = 0;     // how often accepting was paused for want of descriptors
  std::uint64_t accept_paused_us = 0;  // and for how long in all
  std::uint64_t yields = 0;            // connections that had to let others go first
  std::uint64_t idle_kicks = 0;
  std::uint64_t overdue_closes = 0;  // a request or a reader that did not go on
  std::uint64_t held_bytes = 0;      // of incomplete requests and of output that waits, now
  std::uint64_t memory_waits = 0;    // reads put off because too much was held
  std::uint64_t memory_closes = 0;   // connections closed for what they held
  std::uint64_t log_written = 0;     // lines
  std::uint64_t log_dropped = 0;
  std::uint64_t reserved_descriptors = 0;
  bool accepting = true;
};

/// Called from any worker thread, whenever a client asks.
using ServerFactsSource = std::function<ServerFacts()>;

/// One open connection, as STAT "conns" shows it.
struct ConnectionFacts {
  std::uint64_t number = 0;
  std::string address;  // "tcp:127.0.0.1:54321", "unix"
  std::string state;    // in memcached's words: "conn_waiting", ...
  std::uint64_t waited_s = 0;
  std::uint64_t age_s = 0;
  std::uint32_t worker = 0;
};

/// Names at most `max` connections. Called from any worker thread, whenever a client asks.
using ConnectionFactsSource = std::function<std::vector<ConnectionFacts>(std::size_t max)>;

}  // namespace mcbin::engine
