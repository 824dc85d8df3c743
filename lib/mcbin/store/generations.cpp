#include "mcbin/store/generations.hpp"

#include <algorithm>

namespace mcbin::store {

/// Under the mutex. Nobody can see it before it has been told.
void Generations::flush_all() {
  const std::uint64_t last = last_.load();
  if (sink_ != nullptr) sink_->flushed(last);
  flushed_ = last;
  pending_flush_ms_ = Expiry::kNever;
}

void Generations::flush_if_due(Now now) {
  const std::lock_guard lock(mutex_);
  if (pending_flush_ms_.load() > now.steady_ms) return;
  flush_all();
}

void Generations::flush(Expiry when, Now now) {
  tick(now);
  const std::lock_guard lock(mutex_);
  if (when.passed(now)) return flush_all();
  if (sink_ != nullptr) sink_->flush_at(wall_moment(when.steady_ms, now));
  pending_flush_ms_ = when.steady_ms;
}

void Generations::restore(std::uint64_t last, std::uint64_t flushed) {
  const std::lock_guard lock(mutex_);
  last_ = std::max({last_.load(), last, flushed});
  flushed_ = std::max(flushed_.load(), flushed);
}

}  // namespace mcbin::store
