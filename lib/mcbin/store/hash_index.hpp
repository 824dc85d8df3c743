// Keys to items: stripes, each with a lock for its writers and a table that readers search without
// one. What an item is and where it lies is the business of others.
#pragma once

#include "mcbin/store/index_table.hpp"
#include "mcbin/store/limbo.hpp"
#include "mcbin/store/page_arena.hpp"
#include "mcbin/store/store_stats.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace mcbin::store {

/// What happened in a stripe since the start or the last reset.
struct StripeCounts {
  std::uint64_t total_items = 0;
  std::uint64_t ghost_hits = 0;
  std::uint64_t moved_bytes = 0;
  std::array<ItemCounts, kStatBands> bands;
};

/// One part of the keys. Invariants: everything but the table is read and written under `mutex`
/// only; `items` is the number of slots in use.
struct alignas(64) IndexStripe {
  std::mutex mutex;
  std::uint64_t items = 0;
  std::uint64_t bytes = 0;  // of these items, and their slots
  StripeCounts counts;
};

/// Invariants: all tables together, also the retired ones, are counted in the arena's budget; a
/// table is published whole and never changes its size.
class HashIndex {
 public:
  /// About one stripe for each MiB of memory, so that rebuilding one takes a fraction of a
  /// millisecond.
  [[nodiscard]] static std::size_t stripes_for(std::uint64_t limit_bytes);
  /// What an index with that many stripes takes before anything is in it.
  [[nodiscard]] static std::size_t bytes_at_start(std::size_t stripes);

  /// Check valid() afterwards: the memory may not suffice.
  HashIndex(PageArena& arena, Limbo& limbo, std::size_t stripes, std::uint64_t hash_seed);
  [[nodiscard]] bool valid() const { return valid_; }

  [[nodiscard]] std::uint64_t hash(ByteView key) const;

  [[nodiscard]] std::size_t stripes() const { return std::size_t{1} << stripe_bits_; }
  [[nodiscard]] IndexStripe& stripe(std::size_t number) { return stripes_[number]; }
  [[nodiscard]] std::size_t stripe_of(std::uint64_t hash) const {
    return hash >> (64 - stripe_bits_);
  }
  /// The bits of `hash` behind those that choose the stripe.
  [[nodiscard]] std::uint32_t position(std::uint64_t hash) const {
    return static_cast<std::uint32_t>(hash << stripe_bits_ >> 32U);
  }
  [[nodiscard]] IndexTable table(std::size_t stripe) const {
    return IndexTable(tables_[stripe].load(std::memory_order_acquire));
  }

  /// The place of `key`. Inside a turn, or under the stripe's lock.
  [[nodiscard]] IndexPlace find(std::uint64_t hash, ByteView key) const {
    return table(stripe_of(hash)).find(hash, position(hash), [key](const Item& item) {
      return item.has_key(key);
    });
  }
  /// The place that points at exactly `item`, whose key has `hash`. Under the lock.
  [[nodiscard]] IndexPlace find_item(std::uint64_t hash, const Item* item) const {
    return table(stripe_of(hash)).find(hash, position(hash), [item](const Item& other) {
      return &other == item;
    });
  }

  /// Starts loading the bucket of `hash`.
  void prefetch(std::uint64_t hash) const {
    const IndexTable searched = table(stripe_of(hash));
    __builtin_prefetch(searched.begin() + searched.home(position(hash)));
  }
  /// Starts loading the first `bytes` of the item that probably has `hash`; its bucket should have
  /// come by now.
  void prefetch_item(std::uint64_t hash, std::size_t bytes) const;

  /// Makes sure that one more item has a place. Under the lock.
  /// @return false when the table is full and there is no memory for a larger one.
  [[nodiscard]] bool make_place(std::size_t stripe);
  /// What make_place() would have needed.
  [[nodiscard]] std::uint64_t growth_bytes(std::size_t stripe) const;
  /// Under the lock, after make_place().
  void insert(std::uint64_t hash, IndexSlot slot);
  void erase(std::uint64_t hash, const IndexPlace& place);

  /// Remembers an evicted key. Under the lock.
  void remember(std::uint64_t hash);
  [[nodiscard]] bool remembers(std::uint64_t hash) const;

  /// Appends every item of a stripe. Takes the lock.
  void list_items(std::size_t stripe, std::vector<const Item*>& items);

  /// Builds the stripe's table anew where it is far too large. Takes the lock.
  void shrink(std::size_t stripe);

  [[nodiscard]] std::uint64_t slots() const;
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  bool rebuild(std::size_t stripe, std::size_t pages);
  void copy_items(IndexTable from, IndexTable to) const;

  PageArena& arena_;
  Limbo& limbo_;
  const unsigned stripe_bits_;
  const std::uint64_t hash_seed_;
  std::unique_ptr<IndexStripe[]> stripes_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> tables_;
  bool valid_ = true;
};

}  // namespace mcbin::store
