#include "mcbin/store/eviction_policy.hpp"

#include <cmath>

namespace mcbin::store {

namespace {

/// Of the bytes of a band, the part that its small queue may hold.
constexpr double kSmallShare = 0.2;

/// How much the size of items counts: 0 not at all, 1 as much as their age. Higher misses less
/// often and more bytes.
constexpr double kSizeExponent = 0.6;

Queue queue_to_evict(const BandFigures& band) {
  const QueueFigures& small = band[static_cast<std::size_t>(Queue::Small)];
  const QueueFigures& main = band[static_cast<std::size_t>(Queue::Main)];
  if (!main.evictable) return Queue::Small;
  if (!small.evictable) return Queue::Main;
  const auto share = kSmallShare * static_cast<double>(small.bytes + main.bytes);
  return static_cast<double>(small.bytes) > share ? Queue::Small : Queue::Main;
}

}  // namespace

std::optional<EvictionChoice> choose_eviction(const CacheFigures& figures, std::uint64_t clock) {
  std::optional<EvictionChoice> choice;
  double highest = -1;
  for (std::size_t band = 0; band < kBands; ++band) {
    const Queue queue = queue_to_evict(figures[band]);
    const QueueFigures& oldest = figures[band][static_cast<std::size_t>(queue)];
    if (!oldest.evictable) continue;
    double worth = static_cast<double>(clock - oldest.oldest_at) *
                   std::pow(static_cast<double>(oldest.oldest_mean), kSizeExponent);
    // The small queue is that much shorter than the band: its ages are compared as if it were not.
    if (queue == Queue::Small) worth /= kSmallShare;
    if (worth <= highest) continue;
    highest = worth;
    choice = EvictionChoice{band, queue};
  }
  return choice;
}

}  // namespace mcbin::store
