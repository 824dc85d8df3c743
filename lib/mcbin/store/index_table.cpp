#include "mcbin/store/index_table.hpp"

namespace mcbin::store {

bool IndexTable::insert(std::uint32_t position, IndexSlot slot) const {
  const std::size_t first = home(position);
  std::size_t bucket = first;
  for (std::size_t step = 0; step < buckets(); ++step, bucket = after(bucket)) {
    IndexBucket& line = begin()[bucket];
    for (auto& place : line.slots) {
      if (place.load(std::memory_order_relaxed) != 0) continue;
      // A reader that sees the slot must also see that it has to look so far.
      for (std::size_t full = first; full != bucket; full = after(full)) {
        begin()[full].set_notes(begin()[full].notes().one_more_behind());
      }
      place.store(slot.bits(), std::memory_order_release);
      return true;
    }
  }
  return false;
}

void IndexTable::erase(std::uint32_t position, const IndexPlace& place) const {
  place.slot->store(0, std::memory_order_release);
  for (std::size_t full = home(position); full != place.bucket; full = after(full)) {
    begin()[full].set_notes(begin()[full].notes().one_less_behind());
  }
}

}  // namespace mcbin::store
