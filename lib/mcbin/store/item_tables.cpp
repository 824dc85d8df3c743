#include "mcbin/store/item_tables.hpp"

namespace mcbin::store {

IndexPlace LockedStripe::find_live(ByteView key, Now now, Lookup& state) {
  const IndexPlace place = tables_.index.find(hash_, key);
  state = place ? tables_.generations.state(*place.seen.item(), now) : Lookup::Missing;
  if (state == Lookup::Hit || !place) return place;
  reclaim(place, state, Finder::Access);
  return {};
}

void LockedStripe::publish_new(Item& item, Queue queue) {
  stripe_.bytes += item.item_bytes() + kSlotBytes;
  ++stripe_.counts.total_items;
  tables_.index.insert(hash_, IndexSlot(hash_, &item, 0));
  tables_.memory.published(item, queue);
}

void LockedStripe::publish_over(const IndexPlace& old, Item& item, Queue queue) {
  Item& before = *old.seen.item();
  stripe_.bytes += item.item_bytes() - before.item_bytes();
  ++stripe_.counts.total_items;
  const IndexSlot slot(hash_, &item, old.seen.frequency());
  old.slot->store(slot.bits(), std::memory_order_release);
  tables_.memory.published(item, queue);
  tables_.memory.dropped(before);
}

void LockedStripe::publish_copy(const IndexPlace& old, Item& copy, Queue queue,
                                std::uint64_t frequency) {
  old.slot->store(old.seen.moved_to(&copy, frequency).bits(), std::memory_order_release);
  tables_.memory.published(copy, queue);
  tables_.memory.dropped(*old.seen.item());
}

void LockedStripe::drop(const IndexPlace& place) {
  Item& item = *place.seen.item();
  stripe_.bytes -= item.item_bytes() + kSlotBytes;
  tables_.index.erase(hash_, place);
  tables_.memory.dropped(item);
}

ItemCounts& LockedStripe::band_counts(const IndexPlace& place) {
  return stripe_.counts.bands[tables_.memory.band_of(*place.seen.item())];
}

void LockedStripe::reclaim(const IndexPlace& place, Lookup state, Finder finder) {
  ItemCounts& counts = band_counts(place);
  if (state == Lookup::Expired && !place.seen.fetched()) ++counts.expired_unfetched;
  if (finder == Finder::Crawler) ++counts.crawler_reclaimed;
  ++counts.reclaimed;
  drop(place);
}

void LockedStripe::evict(const IndexPlace& place, Queue queue) {
  ItemCounts& counts = band_counts(place);
  ++(queue == Queue::Small ? counts.evicted_small : counts.evicted_main);
  if (!place.seen.fetched()) ++counts.evicted_unfetched;
  if (queue == Queue::Small) tables_.index.remember(hash_);
  drop(place);
}

}  // namespace mcbin::store
