// What Store is made of: sharded hash tables. Each shard has a mutex, a table and a queue in order
// of use; one budget is shared by all shards. Only store.cpp includes this.
#pragma once

#include "mcbin/base/check.hpp"
#include "mcbin/store/decimal.hpp"
#include "mcbin/store/store.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace mcbin::store {

inline constexpr std::size_t kShards = 64;  // a power of two
inline constexpr std::size_t kReclaimItemsPerSlice = 256;

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
  std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
};

struct Shard {
  mutable std::mutex mutex;
  Order order;  // least recently used first
  std::unordered_map<std::string_view, Order::iterator, ViewHash> table;
  std::uint64_t bytes = 0;  // key + value + overhead of the items
};

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

}  // namespace mcbin::store
