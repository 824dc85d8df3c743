// Makes room: empties the segment (or drops the large item) that the policy names, keeping what was
// asked for, and cleans segments in which much is dead. In small steps, so that nobody waits long.
#pragma once

#include "mcbin/store/item_tables.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace mcbin::store {

/// Safe from any thread. Invariants: one thread sweeps at a time; at most one segment is being
/// swept, and belongs to the sweeper alone; an item is moved or dropped under its stripe's lock,
/// so no change of it can be lost.
class Sweeper {
 public:
  Sweeper(ItemTables& tables, bool evictions) : tables_(tables), evictions_(evictions) {}

  /// Works until `pages_bytes` are left in the budget or, where that is 0, a writer finds a
  /// segment. Locks nothing while it waits for readers. Holding no stripe and no pointer.
  /// @return false when nothing can be evicted or cleaned.
  bool make_room(std::uint64_t pages_bytes, Now now);

  /// After `written_bytes` were stored: a step of making room ahead, where memory is full.
  void keep_ahead(std::size_t written_bytes, Now now) {
    if (behind()) catch_up(written_bytes, now);
  }

  /// A step of cleaning and of keeping ahead, for upkeep.
  /// @return whether there was something to do.
  bool tend(Now now);

 private:
  enum class Step : std::uint8_t { Worked, Waiting, Nothing };
  enum class Purpose : std::uint8_t { Evict, Clean };
  struct Candidate {
    Item* item;
    std::uint64_t hash;
  };
  static constexpr std::size_t kBatch = 16;

  [[nodiscard]] bool behind() const {
    SegmentLog& log = tables_.memory.log();
    return log.free_segments() < SegmentLog::kFreeAhead && !log.can_map();
  }
  void catch_up(std::size_t written_bytes, Now now);

  Step step(std::size_t bytes, Now now, bool may_evict);
  Step choose(Now now, bool may_evict);
  Step evict_large(Queue queue, Now now);
  Step sweep(std::size_t bytes, Now now);
  std::size_t gather(std::array<Candidate, kBatch>& batch, std::uint32_t end);
  bool settle(const Candidate& candidate, Now now);
  bool survives(std::uint64_t& frequency, std::size_t bytes);
  bool move(LockedStripe& stripe, const IndexPlace& place, Queue queue, std::uint64_t frequency);

  ItemTables& tables_;
  const bool evictions_;
  std::mutex mutex_;
  Segment* victim_ = nullptr;
  Purpose purpose_ = Purpose::Evict;
  std::uint32_t at_ = 0;             // bytes of the victim that are done
  std::uint64_t patience_debt_ = 0;  // see survives()
};

}  // namespace mcbin::store
