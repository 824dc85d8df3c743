#include "mcbin/store/crawler.hpp"

#include "mcbin/store/epochs.hpp"

#include <algorithm>

namespace mcbin::store {

namespace {

/// Items of segments, and large ones, looked at in one slice: a few milliseconds. Taking a dead one
/// away costs as much as looking at so many.
constexpr std::size_t kItemsPerSlice = 64ULL << 10;
constexpr std::size_t kReclaimCost = 8;
constexpr std::size_t kLargePerSlice = 64;

}  // namespace

bool Crawler::slice(Now now) {
  SegmentLog& log = tables_.memory.log();
  log.set_flushed(tables_.generations.flushed());
  std::size_t looked_at = 0;
  for (std::size_t count = log.segments(); count > 0; --count) {
    if (looked_at >= kItemsPerSlice) return true;
    Segment& segment = log.segment(next_segment_);
    next_segment_ = (next_segment_ + 1) % log.segments();
    if (!due(segment, now)) continue;
    // Looked at again inside a turn: what is in use then is not used for something else meanwhile.
    epochs::enter();
    if (due(segment, now)) looked_at += walk(segment, now);
    epochs::leave();
  }
  return crawl_large(now);
}

bool Crawler::due(const Segment& segment, Now now) const {
  const SegmentState state = segment.state.load(std::memory_order_acquire);
  if (state != SegmentState::Sealed && state != SegmentState::Open) return false;
  return segment.min_expiry_ms.load(std::memory_order_relaxed) <= now.steady_ms ||
         segment.crawled_flush.load(std::memory_order_relaxed) < tables_.generations.flushed();
}

/// Inside a turn.
std::size_t Crawler::walk(Segment& segment, Now now) {
  std::size_t looked_at = 0;
  const std::uint64_t flushed = tables_.generations.flushed();
  const std::uint32_t whole = tables_.memory.log().whole_bytes(segment);
  if (whole > 0) {
    const Byte* const begin = tables_.memory.log().begin_of(segment);
    std::int64_t min_expiry_ms = Segment::kNoExpiry;
    segment.min_expiry_ms.store(Segment::kNoExpiry);
    for (std::uint32_t at = 0; at < whole; ++looked_at) {
      const auto& item = *reinterpret_cast<const Item*>(begin + at);
      if (tables_.generations.state(item, now) == Lookup::Hit) {
        min_expiry_ms = std::min(min_expiry_ms, item.expiry().steady_ms);
      } else {
        reclaim_if_dead(item, now);
        looked_at += kReclaimCost;
      }
      at += static_cast<std::uint32_t>(item.item_bytes());
    }
    segment.lower_min_expiry(min_expiry_ms);
    segment.crawled_flush.store(flushed, std::memory_order_relaxed);
  }
  return looked_at;
}

void Crawler::reclaim_if_dead(const Item& item, Now now) {
  const std::uint64_t hash = tables_.index.hash(item.key());
  LockedStripe stripe(tables_, hash);
  const IndexPlace place = tables_.index.find_item(hash, &item);
  if (!place) return;
  const Lookup state = tables_.generations.state(item, now);
  if (state != Lookup::Hit) stripe.reclaim(place, state, Finder::Crawler);
}

/// @return whether more large items are waiting to be looked at.
bool Crawler::crawl_large(Now now) {
  LargeItems& large = tables_.memory.large();
  if (!large_begun_) {
    large_flush_begun_ = tables_.generations.flushed();
    if (large.min_expiry_ms() > now.steady_ms && large_flush_begun_ == large_flush_) return false;
    large_min_expiry_ms_ = Segment::kNoExpiry;
    large.take_min_expiry();
    large_begun_ = true;
  }
  const bool last = large.crawl(kLargePerSlice, held_);
  for (LargeItem* const held : held_) {
    reclaim_if_dead(held->item(), now);
    large_min_expiry_ms_ = std::min(large_min_expiry_ms_, held->item().expiry().steady_ms);
    large.let_go(*held);
  }
  held_.clear();
  if (!last) return true;
  large.lower_min_expiry(large_min_expiry_ms_);
  large_flush_ = large_flush_begun_;
  large_begun_ = false;
  return false;
}

}  // namespace mcbin::store
