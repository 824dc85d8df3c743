// The store's operations, each handed to the tables behind them.
#include "mcbin/store/store.hpp"

#include "mcbin/store/sharded_tables.hpp"

#include <mutex>
#include <random>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace mcbin::store {

namespace {

constexpr std::uint64_t kMemoryBytesMin = 1ULL << 20;
constexpr std::uint64_t kItemBytesCeiling = 128ULL << 20;

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::create(const Options& options) {
  if (options.memory_bytes < kMemoryBytesMin) {
    return fail(Errc::BadConfiguration, 0, "the memory limit must be at least 1 MiB");
  }
  if (options.item_bytes_max > kItemBytesCeiling) {
    return fail(Errc::BadConfiguration, 0, "the item limit must be at most 128 MiB");
  }
  if (options.item_bytes_max <= kKeyBytesMax) {
    return fail(Errc::BadConfiguration, 0, "the item limit must leave room for a value");
  }
  if (options.item_bytes_max > options.memory_bytes / 2) {
    return fail(Errc::BadConfiguration, 0,
                "the item limit must be at most half of the memory limit");
  }
  Options chosen = options;
  while (chosen.hash_seed == 0) chosen.hash_seed = std::random_device{}();
  return std::unique_ptr<Store>(new Store(std::make_unique<Impl>(chosen)));
}

Store::Turn::Turn(Store& store) : store_(store) {}
Store::Turn::~Turn() {
  static_cast<void>(store_);
}

Key Store::key(ByteView bytes) const {
  return {bytes, XXH3_64bits_withSeed(bytes.data(), bytes.size(), impl_->options_.hash_seed)};
}

void Store::prefetch(const Key& key) const {
  __builtin_prefetch(&impl_->shard(key));
}

Lookup Store::get(const Key& key, Now now, ItemVisitor visit) {
  impl_->tick(now);
  Shard& home = impl_->shard(key);
  const std::lock_guard lock(home.mutex);
  const auto [found, item] = impl_->find(home, key, now);
  if (found != Lookup::Hit) return found;
  item->fetched = true;
  Impl::show(*item, visit);
  return found;
}

Stored Store::set(const Key& key, const NewItem& item, Now now) {
  return impl_->store(key, item, now, Impl::Condition::Always);
}

Stored Store::add(const Key& key, const NewItem& item, Now now) {
  return impl_->store(key, item, now, Impl::Condition::Absent);
}

Stored Store::replace(const Key& key, const NewItem& item, Now now) {
  return impl_->store(key, item, now, Impl::Condition::Present);
}

Stored Store::append(const Key& key, ByteView addition, std::uint64_t cas_expected, Now now) {
  return impl_->join(key, addition, cas_expected, now, Impl::Side::Behind);
}

Stored Store::prepend(const Key& key, ByteView addition, std::uint64_t cas_expected, Now now) {
  return impl_->join(key, addition, cas_expected, now, Impl::Side::Before);
}

Stored Store::remove(const Key& key, std::uint64_t cas_expected, Now now) {
  impl_->tick(now);
  Shard& home = impl_->shard(key);
  const std::lock_guard lock(home.mutex);
  const auto [found, item] = impl_->find(home, key, now);
  if (found != Lookup::Hit) return {Outcome::NotFound, 0};
  if (cas_expected != 0 && cas_expected != item->cas) return {Outcome::Exists, 0};
  impl_->erase(home, item);
  return {Outcome::Done, 0};
}

Counted Store::count(const Key& key, const CounterChange& change, Now now) {
  return impl_->count(key, change, now);
}

Touched Store::touch(const Key& key, Expiry expiry, Now now) {
  Touched touched;
  touched.lookup = get_and_touch(key, expiry, now, [&](const ItemView& item) {
    touched.cas = item.cas;
    touched.flags = item.flags;
  });
  return touched;
}

Lookup Store::get_and_touch(const Key& key, Expiry expiry, Now now, ItemVisitor visit) {
  impl_->tick(now);
  Shard& home = impl_->shard(key);
  const std::lock_guard lock(home.mutex);
  const auto [found, item] = impl_->find(home, key, now);
  if (found != Lookup::Hit) return found;
  item->fetched = true;
  Impl::show(*item, visit);
  item->expiry = expiry;
  return found;
}

void Store::flush(Expiry when, Now now) {
  impl_->flush(when, now);
}

void Store::for_each(Now now, ItemVisitor visit) {
  impl_->tick(now);
  for (Shard& shard : impl_->shards_) {
    const std::lock_guard lock(shard.mutex);
    for (const Item& item : shard.order) {
      if (impl_->state(item, now) == Lookup::Hit) Impl::show(item, visit);
    }
  }
}

bool Store::maintain(Now now) {
  return impl_->maintain(now);
}

StoreStats Store::stats() const {
  StoreStats stats;
  for (const Shard& shard : impl_->shards_) {
    const std::lock_guard lock(shard.mutex);
    stats.items += shard.table.size();
    stats.bytes += shard.bytes;
    stats.index_slots += shard.table.bucket_count();
  }
  stats.index_bytes = stats.index_slots * sizeof(void*);
  stats.memory_bytes = impl_->used_->load();
  stats.limit_bytes = impl_->options_.memory_bytes;
  stats.total_items = impl_->total_items_;
  stats.evictions = impl_->evictions_;
  stats.evicted_unfetched = impl_->evicted_unfetched_;
  stats.expired_unfetched = impl_->expired_unfetched_;
  stats.reclaimed = impl_->reclaimed_;
  stats.crawler_reclaimed = impl_->crawler_reclaimed_;
  return stats;
}

void Store::reset_stats() {
  impl_->total_items_ = 0;
  impl_->evictions_ = 0;
  impl_->evicted_unfetched_ = 0;
  impl_->expired_unfetched_ = 0;
  impl_->reclaimed_ = 0;
  impl_->crawler_reclaimed_ = 0;
}

const Options& Store::options() const {
  return impl_->options_;
}

}  // namespace mcbin::store
