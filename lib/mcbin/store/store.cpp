// The store's operations over sharded hash tables. Each shard has a mutex, a table and a queue in
// order of use; one budget is shared by all shards.
#include "mcbin/store/store.hpp"

#include "mcbin/base/check.hpp"
#include "mcbin/store/decimal.hpp"

#include <array>
#include <atomic>
#include <list>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace mcbin::store {

namespace {

constexpr std::size_t kShards = 64;  // a power of two
constexpr std::uint64_t kMemoryBytesMin = 1ULL << 20;
constexpr std::uint64_t kItemBytesCeiling = 128ULL << 20;
constexpr std::size_t kReclaimItemsPerSlice = 256;

/// A value's bytes; gives its size back to the budget when the last holder lets go.
class Value {
 public:
  Value(std::shared_ptr<std::atomic<std::uint64_t>> used, ByteView first, ByteView second)
      : used_(std::move(used)) {
    bytes_.reserve(first.size() + second.size());
    append(bytes_, first);
    append(bytes_, second);
  }
  ~Value() { *used_ -= bytes_.size(); }
  Value(const Value&) = delete;
  Value& operator=(const Value&) = delete;

  [[nodiscard]] ByteView bytes() const { return bytes_; }

 private:
  std::shared_ptr<std::atomic<std::uint64_t>> used_;
  ByteVector bytes_;
};

struct Item {
  std::string key;
  std::shared_ptr<const Value> value;
  Expiry expiry;
  std::uint64_t cas = 0;
  std::uint32_t flags = 0;
  bool fetched = false;
};

using Order = std::list<Item>;

/// What one item costs beside key and value: node, table entry, control blocks, allocator rounding.
constexpr std::uint64_t kItemOverheadBytes =
    sizeof(Item) + sizeof(Value) + 4 * sizeof(void*) + sizeof(std::string_view) + 96;

struct ViewHash {
  std::size_t operator()(std::string_view key) const { return XXH3_64bits(key.data(), key.size()); }
};

struct Shard {
  mutable std::mutex mutex;
  Order order;  // least recently used first
  std::unordered_map<std::string_view, Order::iterator, ViewHash> table;
  std::uint64_t bytes = 0;  // key + value + overhead of the items
};

}  // namespace

class Store::Impl {
 public:
  explicit Impl(const Options& options) : options_(options) {}

  enum class Condition : std::uint8_t { Always, Absent, Present };

  Shard& shard(const Key& key) { return shards_[key.hash % kShards]; }

  /// Puts a due flush into effect. To be called first by every operation.
  void tick(Now now) {
    if (pending_flush_.load() > now.steady_ms) return;
    const std::lock_guard lock(flush_mutex_);
    if (pending_flush_.load() > now.steady_ms) return;
    flushed_cas_ = last_cas_.load();
    pending_flush_ = Expiry::kNever;
  }

  Lookup state(const Item& item, Now now) const {
    if (item.cas <= flushed_cas_) return Lookup::Flushed;
    return item.expiry.passed(now) ? Lookup::Expired : Lookup::Hit;
  }

  void erase(Shard& shard, Order::iterator item) {
    const std::uint64_t cost = item->key.size() + kItemOverheadBytes;
    shard.bytes -= cost + item->value->bytes().size();
    shard.table.erase(item->key);
    shard.order.erase(item);
    *used_ -= cost;
  }

  /// The live item of `key`, moved to the young end; dead ones are removed.
  std::pair<Lookup, Order::iterator> find(Shard& shard, const Key& key, Now now) {
    const auto entry = shard.table.find(as_text(key.bytes));
    if (entry == shard.table.end()) return {Lookup::Missing, shard.order.end()};
    const auto item = entry->second;
    const Lookup found = state(*item, now);
    if (found != Lookup::Hit) {
      reclaim(shard, item, found);
      return {found, shard.order.end()};
    }
    shard.order.splice(shard.order.end(), shard.order, item);
    return {Lookup::Hit, item};
  }

  void reclaim(Shard& shard, Order::iterator item, Lookup found) {
    if (found == Lookup::Expired && !item->fetched) ++expired_unfetched_;
    ++reclaimed_;
    erase(shard, item);
  }

  /// Takes `bytes` from the budget, dropping old items where allowed. No shard may be locked.
  bool reserve(std::uint64_t bytes, std::size_t first_shard) {
    if (bytes > options_.memory_bytes) return false;
    if (used_->fetch_add(bytes) + bytes <= options_.memory_bytes) return true;
    if (options_.evictions) {
      for (std::size_t step = 0; step < kShards; ++step) {
        Shard& shard = shards_[(first_shard + step) % kShards];
        const std::lock_guard lock(shard.mutex);
        while (!shard.order.empty() && used_->load() > options_.memory_bytes) {
          ++evictions_;
          if (!shard.order.front().fetched) ++evicted_unfetched_;
          erase(shard, shard.order.begin());
        }
      }
    }
    if (used_->load() <= options_.memory_bytes) return true;
    *used_ -= bytes;
    return false;
  }

  bool reserve_item(const Key& key, std::size_t value_size) {
    return reserve(key.bytes.size() + value_size + kItemOverheadBytes, key.hash % kShards);
  }

  void unreserve_item(const Key& key, std::size_t value_size) {
    *used_ -= key.bytes.size() + value_size + kItemOverheadBytes;
  }

  /// Replaces whatever `key` has; the budget has been reserved.
  std::uint64_t put(Shard& shard, const Key& key, std::shared_ptr<const Value> value,
                    std::uint32_t flags, Expiry expiry) {
    const auto old = shard.table.find(as_text(key.bytes));
    if (old != shard.table.end()) erase(shard, old->second);
    const std::uint64_t cas = ++last_cas_;
    shard.bytes += key.bytes.size() + value->bytes().size() + kItemOverheadBytes;
    shard.order.push_back(
        {std::string(as_text(key.bytes)), std::move(value), expiry, cas, flags, false});
    const auto item = std::prev(shard.order.end());
    shard.table.emplace(item->key, item);
    ++total_items_;
    return cas;
  }

  std::shared_ptr<const Value> make_value(ByteView first, ByteView second) {
    return std::make_shared<const Value>(used_, first, second);
  }

  bool too_large(const Key& key, std::uint64_t value_size) const {
    return key.bytes.size() + value_size > options_.item_bytes_max;
  }

  Stored store(const Key& key, const NewItem& item, Now now, Condition condition) {
    tick(now);
    const bool large = too_large(key, item.value.size());
    if (large || !reserve_item(key, item.value.size())) {
      if (condition == Condition::Always) discard(key);
      return {large ? Outcome::TooLarge : Outcome::OutOfMemory, 0};
    }
    Shard& home = shard(key);
    const std::lock_guard lock(home.mutex);
    const auto [found, old] = find(home, key, now);
    const Outcome verdict =
        judge(found == Lookup::Hit ? &*old : nullptr, condition, item.cas_expected);
    if (verdict != Outcome::Done) {
      unreserve_item(key, item.value.size());
      return {verdict, 0};
    }
    return {Outcome::Done, put(home, key, make_value(item.value, {}), item.flags, item.expiry)};
  }

  static Outcome judge(const Item* old, Condition condition, std::uint64_t cas_expected) {
    if (old == nullptr) {
      return cas_expected != 0 || condition == Condition::Present ? Outcome::NotFound
                                                                  : Outcome::Done;
    }
    if (condition == Condition::Absent) return Outcome::Exists;
    return cas_expected != 0 && cas_expected != old->cas ? Outcome::Exists : Outcome::Done;
  }

  void discard(const Key& key) {
    Shard& home = shard(key);
    const std::lock_guard lock(home.mutex);
    const auto entry = home.table.find(as_text(key.bytes));
    if (entry != home.table.end()) erase(home, entry->second);
  }

  enum class Side : std::uint8_t { Behind, Before };

  /// The old value's size is known only under the lock, where nothing may be evicted: so look,
  /// reserve, and look again until the size has not changed in between.
  Stored join(const Key& key, ByteView addition, std::uint64_t cas_expected, Now now, Side side) {
    tick(now);
    Shard& home = shard(key);
    std::size_t reserved = 0;
    for (;;) {
      std::size_t needed = 0;
      {
        const std::lock_guard lock(home.mutex);
        const auto [found, old] = find(home, key, now);
        const Outcome verdict = judge_join(found, old, key, addition, cas_expected);
        if (verdict != Outcome::Done) {
          if (reserved != 0) unreserve_item(key, reserved);
          return {verdict, 0};
        }
        const ByteView value = old->value->bytes();
        needed = value.size() + addition.size();
        if (reserved == needed && reserved != 0) {
          auto joined =
              side == Side::Behind ? make_value(value, addition) : make_value(addition, value);
          return {Outcome::Done, put(home, key, std::move(joined), old->flags, old->expiry)};
        }
        if (needed == 0) return {Outcome::Done, old->cas = ++last_cas_};
      }
      if (reserved != 0) unreserve_item(key, reserved);
      reserved = 0;
      if (!reserve_item(key, needed)) return {Outcome::OutOfMemory, 0};
      reserved = needed;
    }
  }

  Outcome judge_join(Lookup found, Order::iterator old, const Key& key, ByteView addition,
                     std::uint64_t cas_expected) const {
    if (found != Lookup::Hit) return Outcome::NotStored;
    if (cas_expected != 0 && cas_expected != old->cas) return Outcome::Exists;
    if (too_large(key, old->value->bytes().size() + addition.size())) return Outcome::TooLarge;
    return Outcome::Done;
  }

  Counted count(const Key& key, const CounterChange& change, Now now) {
    tick(now);
    if (!reserve_item(key, kDecimalDigitsMax)) return {Outcome::OutOfMemory, 0, 0, false};
    Shard& home = shard(key);
    const std::lock_guard lock(home.mutex);
    const auto [found, old] = find(home, key, now);
    Counted counted;
    Item next;
    if (found != Lookup::Hit) {
      counted.created = change.create.has_value() && change.cas_expected == 0;
      counted.outcome = counted.created ? Outcome::Done : Outcome::NotFound;
      counted.value = change.initial;
      next.expiry = change.create.value_or(Expiry{});
    } else {
      counted = apply(*old, change);
      next.expiry = old->expiry;
      next.flags = old->flags;
    }
    const DecimalText text(counted.value);
    if (counted.outcome == Outcome::Done && too_large(key, text.bytes().size())) {
      counted.outcome = Outcome::TooLarge;
    }
    if (counted.outcome != Outcome::Done) {
      unreserve_item(key, kDecimalDigitsMax);
      return {counted.outcome, 0, 0, false};
    }
    *used_ -= kDecimalDigitsMax - text.bytes().size();
    counted.cas = put(home, key, make_value(text.bytes(), {}), next.flags, next.expiry);
    return counted;
  }

  static Counted apply(const Item& old, const CounterChange& change) {
    const ByteView text = old.value->bytes();
    if (text.empty()) return {Outcome::NotANumber, 0, 0, false};
    if (change.cas_expected != 0 && change.cas_expected != old.cas) {
      return {Outcome::Exists, 0, 0, false};
    }
    const auto number = parse_decimal(text);
    if (!number) return {Outcome::NotANumber, 0, 0, false};
    if (change.direction == CountDirection::Up) {
      return {Outcome::Done, 0, *number + change.delta, false};
    }
    return {Outcome::Done, 0, *number - std::min(*number, change.delta), false};
  }

  static void show(const Item& item, ItemVisitor visit) {
    const ByteView value = item.value->bytes();
    const ValueHold hold = value.size() > kCopyOutBytesMax ? ValueHold(item.value) : ValueHold();
    visit({as_bytes(item.key), value, item.flags, item.cas, item.expiry, hold ? &hold : nullptr});
  }

  void flush(Expiry when, Now now) {
    tick(now);
    const std::lock_guard lock(flush_mutex_);
    pending_flush_ = when.passed(now) ? Expiry::kNever : when.steady_ms;
    if (when.passed(now)) flushed_cas_ = last_cas_.load();
  }

  bool maintain(Now now) {
    tick(now);
    Shard& shard = shards_[crawl_shard_++ % kShards];
    const std::lock_guard lock(shard.mutex);
    std::size_t steps = 0;
    for (auto item = shard.order.begin(); item != shard.order.end();) {
      const auto current = item++;
      if (state(*current, now) == Lookup::Hit) continue;
      reclaim(shard, current, state(*current, now));
      ++crawler_reclaimed_;
      if (++steps == kReclaimItemsPerSlice) return true;
    }
    return crawl_shard_ % kShards != 0;
  }

  Options options_;
  std::array<Shard, kShards> shards_;
  std::shared_ptr<std::atomic<std::uint64_t>> used_ =
      std::make_shared<std::atomic<std::uint64_t>>(sizeof(Impl));
  std::atomic<std::uint64_t> last_cas_{0};
  std::atomic<std::uint64_t> flushed_cas_{0};
  std::atomic<std::int64_t> pending_flush_{Expiry::kNever};
  std::mutex flush_mutex_;
  std::size_t crawl_shard_ = 0;
  std::atomic<std::uint64_t> total_items_{0};
  std::atomic<std::uint64_t> evictions_{0};
  std::atomic<std::uint64_t> evicted_unfetched_{0};
  std::atomic<std::uint64_t> expired_unfetched_{0};
  std::atomic<std::uint64_t> reclaimed_{0};
  std::atomic<std::uint64_t> crawler_reclaimed_{0};
};

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
