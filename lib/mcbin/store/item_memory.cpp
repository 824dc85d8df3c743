#include "mcbin/store/item_memory.hpp"

#include "mcbin/store/store.hpp"

namespace mcbin::store {

bool ItemMemory::is_large(std::size_t value_bytes, std::size_t item_bytes) const {
  return value_bytes > kCopyOutBytesMax || item_bytes > log_.item_bytes_max();
}

Item* ItemMemory::make(const ItemDraft& draft, std::uint64_t cas, Queue queue) {
  const std::size_t bytes = draft.item_bytes();
  if (is_large(draft.value_bytes(), bytes)) {
    LargeItem* const large = large_.allocate(bytes);
    return large == nullptr ? nullptr : Item::write(large->item_memory(), draft, cas);
  }
  Byte* const at = log_.append(bytes, queue, Taker::Writer);
  return at == nullptr ? nullptr : Item::write(at, draft, cas);
}

Item* ItemMemory::copy(const Item& item, Queue queue) {
  Byte* const at = log_.append(item.item_bytes(), queue, Taker::Sweeper);
  return at == nullptr ? nullptr : item.copy_to(at);
}

void ItemMemory::published(Item& item, Queue queue) {
  if (log_.contains(item)) {
    log_.published(item, item.expiry().steady_ms);
    return;
  }
  LargeItem& large = LargeItem::of(item);
  log_.advance_clock(std::uint64_t{large.pages} * kPageBytes);
  large_.lower_min_expiry(item.expiry().steady_ms);
  large_.link(large, queue, log_.clock());
}

void ItemMemory::dropped(Item& item) {
  if (log_.contains(item)) {
    log_.dropped(item);
  } else {
    large_.dropped(LargeItem::of(item));
  }
}

void ItemMemory::set_expiry(Item& item, Expiry expiry) {
  item.set_expiry(expiry);
  if (log_.contains(item)) {
    log_.segment_of(item).lower_min_expiry(expiry.steady_ms);
  } else {
    large_.lower_min_expiry(expiry.steady_ms);
  }
}

}  // namespace mcbin::store
