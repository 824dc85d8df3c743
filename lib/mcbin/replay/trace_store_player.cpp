#include "mcbin/replay/trace_store_player.hpp"

#include "mcbin/replay/trace_values.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace mcbin::replay {
namespace {

using codec::Opcode;
using store::Outcome;
using store::Store;

/// After so many batches the store gets a slice of upkeep: some milliseconds of work.
constexpr std::uint64_t kUpkeepBatches = 256;
constexpr std::int64_t kMsPerSecond = 1000;
/// Traces that claim longer times than this are not believed.
constexpr std::int64_t kTraceSecondsMax = 100LL * 366 * 24 * 3600;

class StorePlayer {
 public:
  StorePlayer(Store& store, TraceTtl ttl, Now start)
      : store_(store), ttl_(ttl), start_(start), now_(start) {}

  void play(std::span<const TraceOperation> batch) {
    for (std::size_t at = 0; at < batch.size(); ++at) {
      keys_[at] = store_.key(batch[at].key);
      store_.prefetch(keys_[at]);
    }
    const std::uint64_t lookups = counts_.lookups();
    const std::uint64_t hits = counts_.hits;
    {
      const Store::Turn turn(store_);
      for (std::size_t at = 0; at < batch.size(); ++at)
        store_.prefetch_item(keys_[at], store::Store::Loaded::Value);
      for (std::size_t at = 0; at < batch.size(); ++at) play_row(batch[at], keys_[at]);
    }
    counts_.ratio.add(counts_.lookups() - lookups, counts_.hits - hits);
    if (++batches_ % kUpkeepBatches == 0) static_cast<void>(store_.maintain(now_));
  }

  TraceCounts& counts() { return counts_; }

 private:
  void play_row(const TraceOperation& operation, const store::Key& key) {
    if (ttl_ == TraceTtl::Keep) move_time(operation.time_seconds);
    for (std::uint32_t time = 0; time < operation.repeat; ++time) {
      if (operation.opcode == Opcode::Get) {
        look_up(operation, key);
      } else {
        ++counts_.writes;
        count(write(operation, key));
      }
    }
  }

  void look_up(const TraceOperation& operation, const store::Key& key) {
    const auto visit = [this](const store::ItemView& item) {
      counts_.hit_bytes += item.value.size();
    };
    if (store_.get(key, now_, visit) == store::Lookup::Hit) {
      ++counts_.hits;
      return;
    }
    ++counts_.misses;
    ++counts_.fills;
    count(store_.set(key, item_of(operation), now_).outcome);
  }

  Outcome write(const TraceOperation& operation, const store::Key& key) {
    switch (operation.opcode) {
      case Opcode::Add:
        return store_.add(key, item_of(operation), now_).outcome;
      case Opcode::Replace:
        return store_.replace(key, item_of(operation), now_).outcome;
      case Opcode::Append:
        return store_.append(key, values_.of(operation.value_bytes), 0, now_).outcome;
      case Opcode::Prepend:
        return store_.prepend(key, values_.of(operation.value_bytes), 0, now_).outcome;
      case Opcode::Delete:
        return store_.remove(key, 0, now_).outcome;
      case Opcode::Increment:
        return store_.count(key, {.direction = store::CountDirection::Up, .delta = 1}, now_)
            .outcome;
      case Opcode::Decrement:
        return store_.count(key, {.direction = store::CountDirection::Down, .delta = 1}, now_)
            .outcome;
      default:
        return store_.set(key, item_of(operation), now_).outcome;
    }
  }

  void count(Outcome outcome) {
    switch (outcome) {
      case Outcome::Done:
        return;
      case Outcome::NotFound:
      case Outcome::Exists:
      case Outcome::NotStored:
        ++counts_.not_done;
        return;
      case Outcome::TooLarge:
      case Outcome::OutOfMemory:
      case Outcome::NotANumber:
        ++counts_.refused;
        return;
    }
  }

  store::NewItem item_of(const TraceOperation& operation) {
    store::NewItem item{.value = values_.of(operation.value_bytes)};
    if (ttl_ == TraceTtl::Keep && operation.ttl_seconds > 0) {
      item.expiry = {now_.steady_ms + std::int64_t{operation.ttl_seconds} * kMsPerSecond};
    }
    return item;
  }

  /// Time only goes forward, however the rows are ordered.
  void move_time(std::int64_t seconds) {
    if (!first_seconds_) first_seconds_ = seconds;
    const std::int64_t passed =
        std::clamp<std::int64_t>(seconds - *first_seconds_, 0, kTraceSecondsMax) * kMsPerSecond;
    if (start_.steady_ms + passed <= now_.steady_ms) return;
    now_ = {.steady_ms = start_.steady_ms + passed, .wall_ms = start_.wall_ms + passed};
  }

  Store& store_;
  const TraceTtl ttl_;
  const Now start_;
  Now now_;
  std::optional<std::int64_t> first_seconds_;
  TraceValues values_;
  std::array<store::Key, kTraceBatch> keys_{};
  std::uint64_t batches_ = 0;
  TraceCounts counts_;
};

}  // namespace

Result<TraceCounts> play_trace(TraceScanner& trace, Store& store, TraceTtl ttl,
                               const Clock& clock) {
  const std::int64_t started_ns = clock.steady_ns();
  const std::clock_t cpu_before = std::clock();
  const std::uint64_t evictions_before = store.stats().counts.evictions();
  StorePlayer player(store, ttl, clock.now());
  for (;;) {
    const auto batch = trace.next();
    if (!batch) return tl::unexpected(batch.error());
    if (batch->empty()) break;
    player.play(*batch);
  }
  TraceCounts& counts = player.counts();
  counts.evictions = store.stats().counts.evictions() - evictions_before;
  for (std::size_t why = 0; why < counts.skipped.size(); ++why) {
    counts.skipped[why] = trace.skipped(static_cast<TraceSkip>(why));
  }
  counts.cpu_seconds = static_cast<double>(std::clock() - cpu_before) / CLOCKS_PER_SEC;
  counts.seconds = static_cast<double>(clock.steady_ns() - started_ns) / 1e9;
  return counts;
}

}  // namespace mcbin::replay
