#include "mcbin/store/limbo.hpp"

#include "mcbin/store/epochs.hpp"

namespace mcbin::store {

namespace {

/// In one call, so that nobody is kept long.
constexpr std::size_t kReleasesMax = 64;

}  // namespace

void Limbo::add(Release release, void* owner, void* thing, std::size_t size) {
  const std::lock_guard lock(mutex_);
  entries_.push_back({epochs::advance(), release, owner, thing, size});
}

void Limbo::collect() {
  std::uint64_t oldest = 0;
  for (std::size_t count = 0; count < kReleasesMax; ++count) {
    Entry entry{};
    {
      const std::lock_guard lock(mutex_);
      if (entries_.empty()) return;
      entry = entries_.front();
      if (entry.epoch > oldest) oldest = epochs::oldest();
      if (entry.epoch > oldest) return;
      entries_.pop_front();
    }
    entry.release(entry.owner, entry.thing, entry.size);
  }
}

bool Limbo::empty() const {
  const std::lock_guard lock(mutex_);
  return entries_.empty();
}

}  // namespace mcbin::store
