#include "mcbin/store/generations.hpp"

namespace mcbin::store {

void Generations::flush_if_due(Now now) {
  const std::lock_guard lock(mutex_);
  if (pending_flush_ms_.load() > now.steady_ms) return;
  flushed_ = last_.load();
  pending_flush_ms_ = Expiry::kNever;
}

void Generations::flush(Expiry when, Now now) {
  tick(now);
  const std::lock_guard lock(mutex_);
  const bool at_once = when.passed(now);
  pending_flush_ms_ = at_once ? Expiry::kNever : when.steady_ms;
  if (at_once) flushed_ = last_.load();
}

}  // namespace mcbin::store
