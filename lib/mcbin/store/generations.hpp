// The numbers that versions of items get, and which of them a flush has made worthless.
#pragma once

#include "mcbin/base/change_sink.hpp"
#include "mcbin/base/clock.hpp"
#include "mcbin/store/item.hpp"
#include "mcbin/store/store.hpp"

#include <atomic>
#include <cstdint>
#include <mutex>

namespace mcbin::store {

/// Safe from any thread. Invariant: every number given is greater than all before, so a flush is
/// one number: everything up to it is dead.
class Generations {
 public:
  /// A new CAS.
  [[nodiscard]] std::uint64_t next() { return last_.fetch_add(1, std::memory_order_relaxed) + 1; }

  /// Puts a due flush into effect. To be called first by every operation.
  void tick(Now now) {
    if (pending_flush_ms_.load(std::memory_order_relaxed) <= now.steady_ms) flush_if_due(now);
  }

  /// Replaces a pending flush by one at `when`; at once if that has passed.
  void flush(Expiry when, Now now);

  /// From now on flushes are told to `sink`, which outlives this. Before the first operation.
  void tell_changes_to(ChangeSink& sink) { sink_ = &sink; }

  /// Goes on behind `last` with everything up to `flushed` dead, unless it has come further.
  void restore(std::uint64_t last, std::uint64_t flushed);

  /// Everything up to this CAS is dead.
  [[nodiscard]] std::uint64_t flushed() const { return flushed_.load(std::memory_order_acquire); }

  [[nodiscard]] Lookup state(const Item& item, Now now) const {
    if (item.cas() <= flushed()) return Lookup::Flushed;
    return item.expiry().passed(now) ? Lookup::Expired : Lookup::Hit;
  }

 private:
  void flush_if_due(Now now);
  void flush_all();

  ChangeSink* sink_ = nullptr;
  // Written by every change; on a line of its own, away from what every read looks at.
  alignas(64) std::atomic<std::uint64_t> last_{0};
  alignas(64) std::atomic<std::uint64_t> flushed_{0};
  std::atomic<std::int64_t> pending_flush_ms_{Expiry::kNever};
  std::mutex mutex_;
};

}  // namespace mcbin::store
