// What a Store is made of. Only the .cpp files that define Store's methods include this.
#pragma once

#include "mcbin/store/crawler.hpp"
#include "mcbin/store/item_tables.hpp"
#include "mcbin/store/store.hpp"
#include "mcbin/store/sweeper.hpp"

#include <cstdint>
#include <memory>

namespace mcbin::store {

/// Over what an item may be stored, and where an addition goes.
enum class Condition : std::uint8_t { Always, Absent, Present };
enum class Side : std::uint8_t { Behind, Before };

/// In place of a CAS: the next one.
inline constexpr std::uint64_t kNextCas = 0;

class Store::Impl {
 public:
  Impl(const Options& options, const std::shared_ptr<PageArena>& arena)
      : options_(options),
        tables_(options, arena),
        sweeper_(tables_, options.evictions),
        crawler_(tables_) {}

  [[nodiscard]] bool valid() { return tables_.index.valid() && tables_.memory.log().valid(); }

  // lookups.cpp
  Lookup get(const Key& key, Now now, ItemVisitor visit);
  Lookup get_and_touch(const Key& key, Expiry expiry, Now now, ItemVisitor visit);
  void visit_part(std::size_t part, Now now, ItemVisitor visit);

  // mutations.cpp
  Stored store(const Key& key, const NewItem& item, Now now, Condition condition);
  Stored join(const Key& key, ByteView addition, std::uint64_t cas_expected, Now now, Side side);
  Counted count(const Key& key, const CounterChange& change, Now now);
  Stored remove(const Key& key, std::uint64_t cas_expected, Now now);

  void restore(const Key& key, const KeptItem& item, Now now);
  void restore_removed(const Key& key);
  void restore_expiry(const Key& key, std::uint64_t cas, Expiry expiry);

  // store_gauges.cpp
  StoreStats stats();
  void reset_stats();

  bool maintain(Now now);

  Options options_;
  ItemTables tables_;
  Sweeper sweeper_;
  Crawler crawler_;
  std::size_t shrink_stripe_ = 0;
  ChangeSink* sink_ = nullptr;

 private:
  /// What an operation found it needs before it can store: to be made room for without locks.
  struct Shortage {
    bool any = false;
    std::uint64_t pages_bytes = 0;  // 0: a segment
  };

  [[nodiscard]] bool too_large(const Key& key, std::uint64_t value_bytes) const {
    return key.bytes.size() + value_bytes > options_.item_bytes_max;
  }
  void show(const Item& item, ItemVisitor visit);
  void discard(const Key& key);
  const Item* put(LockedStripe& stripe, const IndexPlace& old, const ItemDraft& draft,
                  std::uint64_t cas, Shortage& shortage);
  std::uint64_t put_new(LockedStripe& stripe, const IndexPlace& old, const ItemDraft& draft,
                        Now now, Shortage& shortage);
  template <typename Attempt>
  bool with_room(std::uint64_t hash, Now now, Attempt&& attempt);
};

}  // namespace mcbin::store
