// Who has to go when room is needed. Pure: figures in, a choice out.
#pragma once

#include "mcbin/store/segment.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace mcbin::store {

/// One queue of one band as the policy sees it.
struct QueueFigures {
  std::uint64_t bytes = 0;        // of all that lies in the queue
  bool evictable = false;         // there is an oldest one that may go
  std::uint64_t oldest_at = 0;    // when that was sealed, on the log's clock
  std::uint64_t oldest_mean = 0;  // bytes of an item there, in the mean
};

using BandFigures = std::array<QueueFigures, kQueues>;
using CacheFigures = std::array<BandFigures, kBands>;

struct EvictionChoice {
  std::size_t band;
  Queue queue;
};

/// In each band the small queue goes first while it holds more than its share, else the main one.
/// Among the bands the one whose oldest is worth most to evict: its age times a power of the
/// mean size of its items (how little is lost for the room that is won).
/// @param clock  bytes appended so far
[[nodiscard]] std::optional<EvictionChoice> choose_eviction(const CacheFigures& figures,
                                                            std::uint64_t clock);

}  // namespace mcbin::store
