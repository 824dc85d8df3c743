// Between the store and the journal, which do not know each other: what was kept goes back into the
// store, and what the store has is shown to snapshots.
#pragma once

#include "mcbin/base/clock.hpp"
#include "mcbin/journal/compactor.hpp"
#include "mcbin/journal/record.hpp"
#include "mcbin/store/store.hpp"

#include <atomic>
#include <cstdint>
#include <span>

namespace mcbin::cmd {

/// Plays records into a store, on several threads; the records of one key stay in order.
class ItemRestorer {
 public:
  /// @param store  outlives the restorer. Nobody else uses it meanwhile.
  /// @param now    by which expiries are moved from the wall clock to the store's.
  ItemRestorer(store::Store& store, Now now, unsigned threads)
      : store_(store), now_(now), threads_(threads) {}

  /// Returns when all of them are in the store.
  void play(std::span<const journal::Record> records);

 private:
  void play_share(std::span<const journal::Record> records, unsigned share) const;
  void play_one(const journal::Record& record, const store::Key& key) const;

  store::Store& store_;
  const Now now_;
  const unsigned threads_;
};

/// The items of a store as records. `store` and `clock` outlive it.
class StoreItems final : public journal::SnapshotSource {
 public:
  StoreItems(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  [[nodiscard]] std::size_t parts() const override { return store_.parts(); }
  void visit_part(std::size_t part, FunctionRef<void(const journal::Record& item)> visit) override;
  [[nodiscard]] std::uint64_t live_bytes() const override;

 private:
  store::Store& store_;
  const Clock& clock_;
};

}  // namespace mcbin::cmd
