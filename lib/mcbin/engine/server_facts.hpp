// What STAT needs to know about connections. net counts them, engine shows them, and neither knows
// the other: the composition root hands a function over.
#pragma once

#include <cstdint>
#include <functional>

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
  std::uint64_t reserved_descriptors = 0;
  bool accepting = true;
};

/// Called from any worker thread, whenever a client asks.
using ServerFactsSource = std::function<ServerFacts()>;

}  // namespace mcbin::engine
