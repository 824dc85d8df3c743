// What the store tells about itself, gathered from its parts.
#include "mcbin/store/store_impl.hpp"

namespace mcbin::store {

namespace {

static_assert(kStatBands == kBands);

QueueStats& queue_of(BandStats& band, Queue queue) {
  return queue == Queue::Small ? band.small : band.main;
}

void add_segments(StoreStats& stats, SegmentLog& log) {
  for (std::size_t number = 0; number < log.segments(); ++number) {
    const Segment& segment = log.segment(number);
    const SegmentState state = segment.state.load(std::memory_order_acquire);
    if (state != SegmentState::Open && state != SegmentState::Sealed &&
        state != SegmentState::Swept) {
      continue;
    }
    QueueStats& queue = queue_of(stats.bands[segment.band], segment.queue);
    ++queue.segments;
    const Occupancy::Seen seen = segment.occupancy.seen();
    queue.items += seen.live_items();
    queue.bytes += seen.live_bytes();
    queue.memory_bytes += log.segment_bytes();
  }
}

void add_large(StoreStats& stats, LargeItems& large) {
  const LargeItems::Sizes sizes = large.sizes();
  for (const Queue which : {Queue::Small, Queue::Main}) {
    const auto at = static_cast<std::size_t>(which);
    QueueStats& queue = queue_of(stats.bands[kLargeBand], which);
    queue.items = sizes.items[at];
    queue.bytes = queue.memory_bytes = sizes.bytes[at];
  }
}

}  // namespace

StoreStats Store::Impl::stats() {
  SegmentLog& log = tables_.memory.log();
  StoreStats stats;
  for (std::size_t number = 0; number < tables_.index.stripes(); ++number) {
    IndexStripe& stripe = tables_.index.stripe(number);
    const std::lock_guard lock(stripe.mutex);
    stats.items += stripe.items;
    stats.bytes += stripe.bytes;
    stats.total_items += stripe.counts.total_items;
    stats.ghost_hits += stripe.counts.ghost_hits;
    stats.moved_bytes += stripe.counts.moved_bytes;
    for (std::size_t band = 0; band < kBands; ++band) {
      stats.bands[band].counts += stripe.counts.bands[band];
    }
  }
  for (std::size_t band = 0; band < kBands; ++band) {
    stats.counts += stats.bands[band].counts;
    stats.bands[band].item_bytes_max = log.band_bytes_max(band);
  }
  stats.memory_bytes = tables_.arena->budget().used();
  stats.limit_bytes = options_.memory_bytes;
  stats.index_slots = tables_.index.slots();
  stats.index_bytes = tables_.index.bytes();
  stats.segment_bytes = log.segment_bytes();
  stats.free_segments = log.free_segments();
  add_segments(stats, log);
  add_large(stats, tables_.memory.large());
  return stats;
}

void Store::Impl::reset_stats() {
  for (std::size_t number = 0; number < tables_.index.stripes(); ++number) {
    IndexStripe& stripe = tables_.index.stripe(number);
    const std::lock_guard lock(stripe.mutex);
    stripe.counts = {};
  }
}

}  // namespace mcbin::store
