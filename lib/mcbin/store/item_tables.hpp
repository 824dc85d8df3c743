// Index, memory and generations as one: the few steps that keep them in agreement, each under the
// lock of a stripe. Operations, sweeper and crawler are made of these.
#pragma once

#include "mcbin/store/generations.hpp"
#include "mcbin/store/hash_index.hpp"
#include "mcbin/store/item_memory.hpp"
#include "mcbin/store/limbo.hpp"
#include "mcbin/store/page_arena.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

namespace mcbin::store {

/// Who found a dead item.
enum class Finder : std::uint8_t { Access, Sweeper, Crawler };

/// What the index costs an item, in the gauge of bytes.
inline constexpr std::uint64_t kSlotBytes = sizeof(IndexSlot);

/// Invariant: each slot of the index points at a whole item that counts as live where it lies, and
/// no two slots at items of one key.
struct ItemTables {
  ItemTables(const Options& options, const std::shared_ptr<PageArena>& pages)
      : arena(pages),
        index(*arena, limbo, HashIndex::stripes_for(options.memory_bytes), options.hash_seed),
        memory(arena, limbo) {}

  std::shared_ptr<PageArena> arena;
  Limbo limbo;
  HashIndex index;
  ItemMemory memory;
  Generations generations;
};

/// One stripe, locked, with the key that is worked on.
class LockedStripe {
 public:
  LockedStripe(ItemTables& tables, std::uint64_t hash)
      : tables_(tables),
        hash_(hash),
        number_(tables.index.stripe_of(hash)),
        stripe_(tables.index.stripe(number_)),
        lock_(stripe_.mutex) {}

  [[nodiscard]] std::uint64_t hash() const { return hash_; }
  [[nodiscard]] StripeCounts& counts() { return stripe_.counts; }

  /// The place of the live item of `key`; a dead one is reclaimed, and `state` says so.
  [[nodiscard]] IndexPlace find_live(ByteView key, Now now, Lookup& state);

  /// Whether there is a place for one more item.
  [[nodiscard]] bool make_place() { return tables_.index.make_place(number_); }
  [[nodiscard]] std::uint64_t growth_bytes() const { return tables_.index.growth_bytes(number_); }

  /// The index points at `item` from now on: anew, or where its key's old version is.
  void publish_new(Item& item, Queue queue);
  void publish_over(const IndexPlace& old, Item& item, Queue queue);
  /// The index points at a copy from now on.
  void publish_copy(const IndexPlace& old, Item& copy, Queue queue, std::uint64_t frequency);

  void drop(const IndexPlace& place);
  void reclaim(const IndexPlace& place, Lookup state, Finder finder);
  void evict(const IndexPlace& place, Queue queue);

 private:
  [[nodiscard]] ItemCounts& band_counts(const IndexPlace& place);

  ItemTables& tables_;
  const std::uint64_t hash_;
  const std::size_t number_;
  IndexStripe& stripe_;
  const std::lock_guard<std::mutex> lock_;
};

}  // namespace mcbin::store
