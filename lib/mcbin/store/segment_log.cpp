#include "mcbin/store/segment_log.hpp"

#include "mcbin/base/check.hpp"
#include "mcbin/store/memory_poison.hpp"
#include "mcbin/store/prefetch.hpp"

#include <algorithm>
#include <bit>
#include <iterator>

namespace mcbin::store {

namespace {

constexpr std::size_t kSegmentBytesMin = 16ULL << 10;
constexpr std::size_t kSegmentBytesMax = kHugePageBytes;
constexpr std::uint64_t kSegmentsWanted = 512;

/// Items of the first bands are at most so large.
constexpr std::size_t kBandBytesMax[] = {256, 2048};

/// A segment with less than this part of its bytes alive is sparse; so is the log as a whole.
constexpr std::size_t kSparsePercent = 60;
/// Segments looked at to find a sparse one: bounds the time the log is locked.
constexpr std::size_t kSparseLooks = 1024;

/// An item is written to memory that has not been touched for long, and published by a step that
/// waits until it is there: so the lines that come this far behind are fetched now. Beyond a
/// segment's end that is for nothing, and does no harm.
constexpr std::size_t kFetchAheadBytes = 1024;
constexpr std::size_t kFetchedBytesMax = 512;  // of longer items the first; the rest is a stream

}  // namespace

std::size_t SegmentLog::segment_bytes_for(std::uint64_t limit_bytes) {
  return std::clamp(std::bit_floor(limit_bytes / kSegmentsWanted), kSegmentBytesMin,
                    kSegmentBytesMax);
}

std::size_t SegmentLog::bytes_at_start(std::uint64_t limit_bytes) {
  const std::size_t segment_bytes = segment_bytes_for(limit_bytes);
  return limit_bytes / segment_bytes * sizeof(Segment) + kReserve * segment_bytes;
}

SegmentLog::SegmentLog(MemoryBudget& budget, Limbo& limbo)
    : budget_(budget),
      limbo_(limbo),
      segment_bytes_(segment_bytes_for(budget.limit())),
      segment_shift_(static_cast<unsigned>(std::countr_zero(segment_bytes_))),
      count_(budget.limit() / segment_bytes_),
      memory_(count_ * segment_bytes_,
              segment_bytes_ % kHugePageBytes == 0 ? PageSize::Huge : PageSize::Small),
      segments_(new Segment[count_]) {
  valid_ = memory_.valid() && budget.take(bytes_at_start(budget.limit()));
  if (!valid_) return;
  for (std::size_t at = count_; at-- > kReserve;) {
    segments_[at].next = unmapped_;
    unmapped_ = &segments_[at];
  }
  for (std::size_t at = 0; at < kReserve; ++at) become_free(segments_[at]);
}

SegmentLog::~SegmentLog() {
  for (std::size_t at = 0; at < count_; ++at) {
    if (segments_[at].used > 0 || segments_[at].state == SegmentState::Free) {
      unpoison(begin_of(segments_[at]), segment_bytes_);
    }
  }
}

std::size_t SegmentLog::band_of(std::size_t item_bytes) {
  const auto* const band =
      std::lower_bound(std::begin(kBandBytesMax), std::end(kBandBytesMax), item_bytes);
  return static_cast<std::size_t>(band - std::begin(kBandBytesMax));
}

std::size_t SegmentLog::band_bytes_max(std::size_t band) const {
  if (band == kLargeBand) return 0;
  return band < std::size(kBandBytesMax) ? kBandBytesMax[band] : item_bytes_max();
}

Byte* SegmentLog::append(std::size_t item_bytes, Queue queue, Taker taker) {
  const std::size_t band = band_of(item_bytes);
  Head& appended = head(band, queue);
  const std::lock_guard lock(appended.mutex);
  if (appended.open == nullptr || appended.open->used + item_bytes > segment_bytes_) {
    Segment* const next = open_next(band, queue, appended.open, taker);
    if (next == nullptr) return nullptr;
    appended.open = next;
  }
  Segment& open = *appended.open;
  const std::uint32_t at = open.used.load(std::memory_order_relaxed);
  const auto bytes = static_cast<std::uint32_t>(item_bytes);
  open.occupancy.append(bytes);
  open.items.store(open.items.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  open.used.store(at + bytes, std::memory_order_relaxed);
  Byte* const begin = begin_of(open) + at;
  prefetch_lines(begin + kFetchAheadBytes, std::min(item_bytes, kFetchedBytesMax));
  return begin;
}

void SegmentLog::published(const Item& item, std::int64_t expiry_ms) {
  Segment& segment = segment_of(item);
  segment.lower_min_expiry(expiry_ms);
  segment.occupancy.publish();
}

Segment* SegmentLog::open_next(std::size_t band, Queue queue, Segment* full, Taker taker) {
  std::unique_lock lock(mutex_);
  Segment* next = free_;
  bool fresh = false;
  if (next != nullptr && (taker == Taker::Sweeper || free_count_ > kReserve)) {
    free_ = next->next;
    --free_count_;
  } else if (unmapped_ != nullptr && budget_.take(segment_bytes_)) {
    next = unmapped_;
    unmapped_ = next->next;
    fresh = true;
  } else {
    return nullptr;
  }
  if (full != nullptr) seal(*full);
  unpoison(begin_of(*next), segment_bytes_);
  next->used = next->items = 0;
  next->occupancy.clear();
  next->min_expiry_ms = Segment::kNoExpiry;
  next->crawled_flush = flushed_cas_.load(std::memory_order_relaxed);
  next->band = static_cast<std::uint8_t>(band);
  next->queue = queue;
  next->state = SegmentState::Open;
  lock.unlock();
  // It was counted whole, and will be filled from its first byte to its last.
  if (fresh) MappedMemory::fill_ahead(begin_of(*next), segment_bytes_);
  return next;
}

/// Under the mutex.
void SegmentLog::seal(Segment& segment) {
  segment.sealed_at = clock_.fetch_add(segment.used, std::memory_order_relaxed) + segment.used;
  segment.state = SegmentState::Sealed;
  sealed(segment).push(segment);
  if (segment.occupancy.seen().live_items() == 0) {
    sealed(segment).remove(segment);
    retire(segment);
  }
}

void SegmentLog::dropped(const Item& item) {
  Segment& segment = segment_of(item);
  const auto bytes = static_cast<std::uint32_t>(item.item_bytes());
  if (segment.occupancy.drop(bytes).live_items() != 1) return;
  const std::lock_guard lock(mutex_);
  if (segment.state != SegmentState::Sealed || segment.occupancy.seen().live_items() != 0) return;
  sealed(segment).remove(segment);
  retire(segment);
}

/// Under the mutex.
void SegmentLog::retire(Segment& segment) {
  segment.state = SegmentState::Retired;
  limbo_.add(
      [](void* log, void* thing, std::size_t) {
        auto& owner = *static_cast<SegmentLog*>(log);
        const std::lock_guard lock(owner.mutex_);
        owner.become_free(*static_cast<Segment*>(thing));
      },
      this, &segment, 0);
}

/// Under the mutex.
void SegmentLog::become_free(Segment& segment) {
  poison(begin_of(segment), segment_bytes_);
  segment.state = SegmentState::Free;
  segment.next = free_;
  free_ = &segment;
  ++free_count_;
}

void SegmentLog::add_figures(CacheFigures& figures) {
  const std::lock_guard lock(mutex_);
  for (std::size_t band = 0; band < kSegmentBands; ++band) {
    for (std::size_t at = 0; at < kQueues; ++at) {
      QueueFigures& queue = figures[band][at];
      queue.bytes = sealed_[band][at].size() * segment_bytes_;
      const Segment* const oldest = sealed_[band][at].first();
      if (oldest == nullptr) continue;
      queue.evictable = true;
      queue.oldest_at = oldest->sealed_at;
      queue.oldest_mean = oldest->used / std::max(oldest->items.load(), 1U);
    }
  }
}

Segment* SegmentLog::take_oldest(std::size_t band, Queue queue) {
  const std::lock_guard lock(mutex_);
  SegmentQueue& oldest_first = sealed_[band][static_cast<std::size_t>(queue)];
  Segment* const oldest = oldest_first.first();
  if (oldest == nullptr || oldest->occupancy.seen().unpublished() > 0) return nullptr;
  oldest_first.remove(*oldest);
  oldest->state = SegmentState::Swept;
  return oldest;
}

bool SegmentLog::sparse(const Segment& segment) const {
  return segment.state.load(std::memory_order_relaxed) == SegmentState::Sealed &&
         segment.occupancy.seen().live_bytes() * std::uint64_t{100} <
             segment_bytes_ * kSparsePercent;
}

bool SegmentLog::sparse() const {
  std::uint64_t live_bytes = 0;
  std::uint64_t bytes = 0;
  for (std::size_t at = 0; at < count_; ++at) {
    const Segment& segment = segments_[at];
    if (segment.state.load(std::memory_order_relaxed) != SegmentState::Sealed) continue;
    live_bytes += segment.occupancy.seen().live_bytes();
    bytes += segment_bytes_;
  }
  return live_bytes * 100 < bytes * kSparsePercent;
}

Segment* SegmentLog::take_sparse() {
  const std::lock_guard lock(mutex_);
  Segment* sparsest = nullptr;
  std::uint32_t fewest_bytes = 0;
  for (std::size_t looks = std::min(count_, kSparseLooks); looks > 0; --looks) {
    Segment& segment = segments_[sparse_cursor_++ % count_];
    if (!sparse(segment)) continue;
    const Occupancy::Seen seen = segment.occupancy.seen();
    if (seen.unpublished() > 0) continue;
    if (sparsest != nullptr && seen.live_bytes() >= fewest_bytes) continue;
    sparsest = &segment;
    fewest_bytes = seen.live_bytes();
  }
  if (sparsest == nullptr) return nullptr;
  sealed(*sparsest).remove(*sparsest);
  sparsest->state = SegmentState::Swept;
  return sparsest;
}

void SegmentLog::swept(Segment& segment) {
  MCBIN_CHECK(segment.occupancy.seen().live_items() == 0);
  const std::lock_guard lock(mutex_);
  retire(segment);
}

bool SegmentLog::seal_all() {
  bool sealed_one = false;
  for (auto& band : heads_) {
    for (Head& appended : band) {
      const std::lock_guard head_lock(appended.mutex);
      if (appended.open == nullptr || appended.open->used == 0) continue;
      const std::lock_guard lock(mutex_);
      seal(*appended.open);
      appended.open = nullptr;
      sealed_one = true;
    }
  }
  return sealed_one;
}

bool SegmentLog::release_free(std::size_t kept) {
  Segment* segment = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (free_count_ <= kept) return false;
    segment = free_;
    free_ = segment->next;
    --free_count_;
  }
  MappedMemory::forget(begin_of(*segment), segment_bytes_);
  const std::lock_guard lock(mutex_);
  segment->state = SegmentState::Unmapped;
  segment->next = unmapped_;
  unmapped_ = segment;
  budget_.give(segment_bytes_);
  return true;
}

std::uint32_t SegmentLog::whole_bytes(Segment& segment) {
  const auto whole = [&segment] {
    return segment.occupancy.seen().unpublished() > 0 ? 0 : segment.used.load();
  };
  if (segment.state.load(std::memory_order_acquire) != SegmentState::Open) return whole();
  const std::lock_guard lock(head(segment.band, segment.queue).mutex);
  return whole();
}

}  // namespace mcbin::store
