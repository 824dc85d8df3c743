// Operations that read. A get takes no lock and writes nothing shared, but for the first fetches of
// an item, which are marked in its slot.
#include "mcbin/base/check.hpp"
#include "mcbin/store/epochs.hpp"
#include "mcbin/store/store_impl.hpp"

#include <vector>

namespace mcbin::store {

namespace {

/// One try is enough: a mark that is lost to another change of the slot is no great loss.
void mark_fetched(const IndexPlace& place) {
  if (place.seen.saturated()) return;
  std::uint64_t seen = place.seen.bits();
  place.slot->compare_exchange_strong(seen, place.seen.after_fetch().bits(),
                                      std::memory_order_relaxed);
}

}  // namespace

void Store::Impl::show(const Item& item, ItemVisitor visit) {
  ItemView view{item.key(), item.value(), item.flags(), item.cas(), item.expiry(), nullptr};
  if (view.value.size() <= kCopyOutBytesMax) {
    visit(view);
    return;
  }
  const ValueHold hold = tables_.memory.large().hold(LargeItem::of(item));
  view.hold = &hold;
  visit(view);
}

Lookup Store::Impl::get(const Key& key, Now now, ItemVisitor visit) {
  MCBIN_CHECK(epochs::inside());
  tables_.generations.tick(now);
  const IndexPlace place = tables_.index.find(key.hash, key.bytes);
  if (!place) return Lookup::Missing;
  const Item& item = *place.seen.item();
  const Lookup state = tables_.generations.state(item, now);
  if (state == Lookup::Hit) {
    mark_fetched(place);
    show(item, visit);
    return state;
  }
  // Dead: as good a moment as any to take it away, unless somebody has replaced it meanwhile.
  LockedStripe stripe(tables_, key.hash);
  const IndexPlace dead = tables_.index.find_item(key.hash, &item);
  if (dead) stripe.reclaim(dead, state, Finder::Access);
  return state;
}

Lookup Store::Impl::get_and_touch(const Key& key, Expiry expiry, Now now, ItemVisitor visit) {
  tables_.generations.tick(now);
  epochs::refresh();
  LockedStripe stripe(tables_, key.hash);
  Lookup state = Lookup::Missing;
  const IndexPlace place = stripe.find_live(key.bytes, now, state);
  if (!place) return state;
  mark_fetched(place);
  show(*place.seen.item(), visit);
  tables_.memory.set_expiry(*place.seen.item(), expiry);
  if (sink_ != nullptr) {
    const Item& item = *place.seen.item();
    sink_->expiry_set(item.key(), item.cas(), wall_moment(item.expiry().steady_ms, now));
  }
  return state;
}

/// The items of a stripe are listed under its lock and shown without it: they stay as they are
/// while the turn lasts, whatever becomes of their keys.
void Store::Impl::visit_part(std::size_t part, Now now, ItemVisitor visit) {
  constexpr std::size_t kAhead = 8;
  tables_.generations.tick(now);
  std::vector<const Item*> items;
  epochs::enter();
  tables_.index.list_items(part, items);
  for (std::size_t at = 0; at < items.size(); ++at) {
    if (at + kAhead < items.size()) __builtin_prefetch(items[at + kAhead]);
    if (tables_.generations.state(*items[at], now) == Lookup::Hit) show(*items[at], visit);
  }
  epochs::leave();
}

}  // namespace mcbin::store
