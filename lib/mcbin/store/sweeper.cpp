#include "mcbin/store/sweeper.hpp"

#include "mcbin/store/epochs.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace mcbin::store {

namespace {

/// Bytes swept for each byte written while free segments are short, and at least.
constexpr std::size_t kSweptPerWritten = 8;
constexpr std::size_t kSweptMin = 4096;
constexpr std::size_t kSweptMax = 128ULL << 10;

/// How long to sleep when only readers of others stand in the way.
constexpr std::chrono::microseconds kReaderWait{20};

/// Of what is swept in main queues, one byte in so many has to go in the long run, however often it
/// was fetched; and how far that may be put off.
constexpr std::uint64_t kKeptPerEvicted = 8;
constexpr std::uint64_t kPatienceSegments = 32;

}  // namespace

bool Sweeper::make_room(std::uint64_t pages_bytes, Now now) {
  const epochs::Pause pause;
  const std::lock_guard lock(mutex_);
  SegmentLog& log = tables_.memory.log();
  MemoryBudget& budget = tables_.arena->budget();
  for (;;) {
    tables_.limbo.collect();
    if (pages_bytes == 0 && (log.free_segments() > SegmentLog::kReserve || log.can_map())) {
      return true;
    }
    if (pages_bytes > 0) {
      if (budget.left() >= pages_bytes) return true;
      if (log.release_free(SegmentLog::kReserve)) continue;
    }
    const Step done = step(log.segment_bytes(), now, evictions_);
    if (done == Step::Nothing) return false;
    if (done == Step::Waiting) std::this_thread::sleep_for(kReaderWait);
  }
}

void Sweeper::catch_up(std::size_t written_bytes, Now now) {
  const epochs::Pause pause;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock) return;
  tables_.limbo.collect();
  if (!behind()) return;
  const std::size_t bytes = std::clamp(written_bytes * kSweptPerWritten, kSweptMin, kSweptMax);
  static_cast<void>(step(bytes, now, evictions_));
  tables_.limbo.collect();
}

bool Sweeper::tend(Now now) {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock) return false;
  tables_.limbo.collect();
  const bool short_of_memory = behind();
  if (victim_ == nullptr && !short_of_memory && !tables_.memory.log().sparse()) return false;
  const Step done = step(kSweptMax, now, evictions_ && short_of_memory);
  tables_.limbo.collect();
  return done == Step::Worked;
}

Sweeper::Step Sweeper::step(std::size_t bytes, Now now, bool may_evict) {
  if (victim_ == nullptr) {
    const Step chosen = choose(now, may_evict);
    if (victim_ == nullptr) return chosen;
  }
  return sweep(bytes, now);
}

/// Names the next victim; a large item is dealt with at once.
Sweeper::Step Sweeper::choose(Now now, bool may_evict) {
  SegmentLog& log = tables_.memory.log();
  at_ = 0;
  purpose_ = Purpose::Clean;
  victim_ = log.take_sparse();
  if (victim_ != nullptr) return Step::Worked;
  const Step idle = tables_.limbo.empty() ? Step::Nothing : Step::Waiting;
  if (!may_evict) return idle;
  CacheFigures figures{};
  log.add_figures(figures);
  tables_.memory.large().add_figures(figures);
  const auto choice = choose_eviction(figures, log.clock());
  if (!choice) return log.seal_all() ? Step::Worked : idle;
  if (choice->band == kLargeBand) return evict_large(choice->queue, now);
  purpose_ = Purpose::Evict;
  victim_ = log.take_oldest(choice->band, choice->queue);
  return victim_ == nullptr ? Step::Waiting : Step::Worked;
}

Sweeper::Step Sweeper::evict_large(Queue queue, Now now) {
  LargeItems& items = tables_.memory.large();
  LargeItem* const large = items.hold_oldest(queue);
  if (large == nullptr) return Step::Waiting;
  const std::uint64_t hash = tables_.index.hash(large->item().key());
  {
    LockedStripe stripe(tables_, hash);
    const IndexPlace place = tables_.index.find_item(hash, &large->item());
    if (place) {
      const Lookup state = tables_.generations.state(large->item(), now);
      std::uint64_t frequency = place.seen.frequency();
      if (state != Lookup::Hit) {
        stripe.reclaim(place, state, Finder::Sweeper);
      } else if (frequency > 0) {
        frequency = queue == Queue::Small ? 0 : frequency - 1;
        items.relink(*large, Queue::Main, tables_.memory.log().clock());
        const IndexSlot kept = place.seen.moved_to(&large->item(), frequency);
        place.slot->store(kept.bits(), std::memory_order_release);
      } else {
        stripe.evict(place, queue);
      }
    }
  }
  items.let_go(*large);
  return Step::Worked;
}

Sweeper::Step Sweeper::sweep(std::size_t bytes, Now now) {
  const std::uint32_t used = victim_->used.load(std::memory_order_relaxed);
  const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(used, at_ + bytes));
  std::array<Candidate, kBatch> batch;
  while (at_ < end) {
    const std::size_t gathered = gather(batch, end);
    for (std::size_t at = 0; at < gathered; ++at) {
      const auto size = static_cast<std::uint32_t>(batch[at].item->item_bytes());
      if (!settle(batch[at], now)) return Step::Waiting;
      at_ += size;
    }
  }
  if (at_ < used) return Step::Worked;
  Segment& done = *victim_;
  victim_ = nullptr;
  tables_.memory.log().swept(done);
  return Step::Worked;
}

/// The next items of the victim; their buckets are on the way meanwhile.
std::size_t Sweeper::gather(std::array<Candidate, kBatch>& batch, std::uint32_t end) {
  Byte* const begin = tables_.memory.log().begin_of(*victim_);
  std::size_t count = 0;
  for (std::uint32_t at = at_; at < end && count < kBatch; ++count) {
    auto* const item = reinterpret_cast<Item*>(begin + at);
    const std::uint64_t hash = tables_.index.hash(item->key());
    tables_.index.prefetch(hash);
    batch[count] = {item, hash};
    at += static_cast<std::uint32_t>(item->item_bytes());
  }
  return count;
}

/// Moves or drops one item of the victim.
/// @return false when it has to move and there is no room for the moment.
bool Sweeper::settle(const Candidate& candidate, Now now) {
  LockedStripe stripe(tables_, candidate.hash);
  const IndexPlace place = tables_.index.find_item(candidate.hash, candidate.item);
  if (!place) return true;
  const Lookup state = tables_.generations.state(*candidate.item, now);
  if (state != Lookup::Hit) {
    stripe.reclaim(place, state, Finder::Sweeper);
    return true;
  }
  std::uint64_t frequency = place.seen.frequency();
  const std::size_t bytes = candidate.item->item_bytes();
  if (purpose_ == Purpose::Clean) {
    if (!move(stripe, place, victim_->queue, frequency)) return false;
    stripe.counts().moved_bytes += bytes;
    return true;
  }
  if (survives(frequency, bytes)) return move(stripe, place, Queue::Main, frequency);
  stripe.evict(place, victim_->queue);
  return true;
}

/// Whether an item of the victim that was fetched so often is kept, and how often it then counts as
/// fetched. Where nearly everything is fetched all the time, sweeping main queues would win nothing
/// for long: what is kept there runs up a debt that evictions pay off, and at its limit nothing is
/// kept.
bool Sweeper::survives(std::uint64_t& frequency, std::size_t bytes) {
  if (victim_->queue == Queue::Small) return std::exchange(frequency, 0) > 0;
  const std::uint64_t limit = kPatienceSegments * tables_.memory.log().segment_bytes();
  if (frequency > 0 && patience_debt_ < limit) {
    patience_debt_ += bytes;
    --frequency;
    return true;
  }
  patience_debt_ -= std::min<std::uint64_t>(patience_debt_, kKeptPerEvicted * bytes);
  return false;
}

bool Sweeper::move(LockedStripe& stripe, const IndexPlace& place, Queue queue,
                   std::uint64_t frequency) {
  Item* const copy = tables_.memory.copy(*place.seen.item(), queue);
  if (copy == nullptr) return false;
  stripe.publish_copy(place, *copy, queue, frequency);
  return true;
}

}  // namespace mcbin::store
