// Operations that make a new version of an item, or take one away. Each works under the lock of the
// key's stripe; where memory is short it lets go of everything, has room made, and begins anew.
#include "mcbin/store/decimal.hpp"
#include "mcbin/store/epochs.hpp"
#include "mcbin/store/store_impl.hpp"

#include <algorithm>

namespace mcbin::store {

namespace {

Outcome judge(const IndexPlace& old, Condition condition, std::uint64_t cas_expected) {
  if (!old) {
    return cas_expected != 0 || condition == Condition::Present ? Outcome::NotFound : Outcome::Done;
  }
  if (condition == Condition::Absent) return Outcome::Exists;
  const bool other = cas_expected != 0 && cas_expected != old.seen.item()->cas();
  return other ? Outcome::Exists : Outcome::Done;
}

Counted apply(const Item& old, const CounterChange& change) {
  const ByteView text = old.value();
  if (text.empty()) return {Outcome::NotANumber, 0, 0, false};
  if (change.cas_expected != 0 && change.cas_expected != old.cas()) {
    return {Outcome::Exists, 0, 0, false};
  }
  const auto number = parse_decimal(text);
  if (!number) return {Outcome::NotANumber, 0, 0, false};
  if (change.direction == CountDirection::Up) {
    return {Outcome::Done, 0, *number + change.delta, false};
  }
  return {Outcome::Done, 0, *number - std::min(*number, change.delta), false};
}

}  // namespace

/// Runs `attempt(stripe, shortage)` until it no longer says that memory was short.
/// @return false when no room could be made.
template <typename Attempt>
bool Store::Impl::with_room(std::uint64_t hash, Now now, Attempt&& attempt) {
  tables_.generations.tick(now);
  for (;;) {
    Shortage shortage;
    epochs::refresh();
    {
      LockedStripe stripe(tables_, hash);
      attempt(stripe, shortage);
    }
    if (!shortage.any) return true;
    if (!sweeper_.make_room(shortage.pages_bytes, now)) return false;
  }
}

/// Makes the new version and lets the index point at it.
/// @param cas  that it gets, or kNextCas.
/// @return nullptr when memory is short, and how much.
const Item* Store::Impl::put(LockedStripe& stripe, const IndexPlace& old, const ItemDraft& draft,
                             std::uint64_t cas, Shortage& shortage) {
  if (!old && !stripe.make_place()) {
    shortage = {true, stripe.growth_bytes()};
    return nullptr;
  }
  Queue queue = Queue::Small;
  if (old) {
    queue = tables_.memory.queue_of(*old.seen.item());
  } else if (tables_.index.remembers(stripe.hash())) {
    queue = Queue::Main;
  }
  if (cas == kNextCas) cas = tables_.generations.next();
  Item* const item = tables_.memory.make(draft, cas, queue);
  if (item == nullptr) {
    shortage = {true, tables_.memory.pages_bytes(draft.value_bytes(), draft.item_bytes())};
    return nullptr;
  }
  if (old) {
    stripe.publish_over(old, *item, queue);
  } else {
    if (queue == Queue::Main) ++stripe.counts().ghost_hits;
    stripe.publish_new(*item, queue);
  }
  return item;
}

/// put(), told to whoever wants to know.
/// @return the CAS, or 0 when memory is short.
std::uint64_t Store::Impl::put_new(LockedStripe& stripe, const IndexPlace& old,
                                   const ItemDraft& draft, Now now, Shortage& shortage) {
  const Item* const item = put(stripe, old, draft, kNextCas, shortage);
  if (item == nullptr) return 0;
  if (sink_ != nullptr) {
    sink_->stored({.key = item->key(),
                   .value = item->value(),
                   .flags = draft.flags,
                   .cas = item->cas(),
                   .expiry_wall_ms = wall_moment(item->expiry().steady_ms, now)});
  }
  return item->cas();
}

Stored Store::Impl::store(const Key& key, const NewItem& item, Now now, Condition condition) {
  const auto refuse = [&](Outcome why) {
    if (condition == Condition::Always) discard(key);
    return Stored{why, 0};
  };
  if (too_large(key, item.value.size())) return refuse(Outcome::TooLarge);
  const ItemDraft draft{key.bytes, item.value, {}, item.flags, item.expiry};
  Stored stored;
  const bool room = with_room(key.hash, now, [&](LockedStripe& stripe, Shortage& shortage) {
    Lookup state = Lookup::Missing;
    const IndexPlace old = stripe.find_live(key.bytes, now, state);
    stored.outcome = judge(old, condition, item.cas_expected);
    if (stored.outcome == Outcome::Done) stored.cas = put_new(stripe, old, draft, now, shortage);
  });
  if (!room) return refuse(Outcome::OutOfMemory);
  sweeper_.keep_ahead(draft.item_bytes(), now);
  return stored;
}

/// A set that was refused: nobody shall read what the writer meant to replace, also not where it
/// was kept longer than here.
void Store::Impl::discard(const Key& key) {
  LockedStripe stripe(tables_, key.hash);
  const IndexPlace old = tables_.index.find(key.hash, key.bytes);
  if (old) stripe.drop(old);
  if (sink_ != nullptr) sink_->removed(key.bytes);
}

Stored Store::Impl::join(const Key& key, ByteView addition, std::uint64_t cas_expected, Now now,
                         Side side) {
  Stored joined;
  const bool room = with_room(key.hash, now, [&](LockedStripe& stripe, Shortage& shortage) {
    Lookup state = Lookup::Missing;
    const IndexPlace old = stripe.find_live(key.bytes, now, state);
    joined = {Outcome::NotStored, 0};
    if (!old) return;
    const Item& before = *old.seen.item();
    joined.outcome = Outcome::Exists;
    if (cas_expected != 0 && cas_expected != before.cas()) return;
    joined.outcome = Outcome::TooLarge;
    if (too_large(key, before.value_bytes() + addition.size())) return;
    const bool behind = side == Side::Behind;
    const ItemDraft draft{key.bytes, behind ? before.value() : addition,
                          behind ? addition : before.value(), before.flags(), before.expiry()};
    joined = {Outcome::Done, put_new(stripe, old, draft, now, shortage)};
  });
  if (!room) return {Outcome::OutOfMemory, 0};
  sweeper_.keep_ahead(addition.size(), now);
  return joined;
}

Counted Store::Impl::count(const Key& key, const CounterChange& change, Now now) {
  Counted counted;
  const bool room = with_room(key.hash, now, [&](LockedStripe& stripe, Shortage& shortage) {
    Lookup state = Lookup::Missing;
    const IndexPlace old = stripe.find_live(key.bytes, now, state);
    ItemDraft draft{.key = key.bytes, .front = {}, .back = {}};
    if (!old) {
      counted = {Outcome::NotFound, 0, 0, false};
      if (!change.create.has_value() || change.cas_expected != 0) return;
      counted = {Outcome::Done, 0, change.initial, true};
      draft.expiry = *change.create;
    } else {
      counted = apply(*old.seen.item(), change);
      draft.flags = old.seen.item()->flags();
      draft.expiry = old.seen.item()->expiry();
    }
    const DecimalText text(counted.value);
    draft.front = text.bytes();
    if (counted.outcome == Outcome::Done && too_large(key, text.bytes().size())) {
      counted.outcome = Outcome::TooLarge;
    }
    if (counted.outcome == Outcome::Done) {
      counted.cas = put_new(stripe, old, draft, now, shortage);
    } else {
      counted = {counted.outcome, 0, 0, false};
    }
  });
  if (!room) return {Outcome::OutOfMemory, 0, 0, false};
  sweeper_.keep_ahead(kDecimalDigitsMax, now);
  return counted;
}

Stored Store::Impl::remove(const Key& key, std::uint64_t cas_expected, Now now) {
  tables_.generations.tick(now);
  epochs::refresh();
  LockedStripe stripe(tables_, key.hash);
  Lookup state = Lookup::Missing;
  const IndexPlace old = stripe.find_live(key.bytes, now, state);
  if (old && cas_expected != 0 && cas_expected != old.seen.item()->cas()) {
    return {Outcome::Exists, 0};
  }
  if (old) stripe.drop(old);
  // What has been evicted here may still be kept elsewhere.
  if (sink_ != nullptr) sink_->removed(key.bytes);
  return {old ? Outcome::Done : Outcome::NotFound, 0};
}

/// What has no room is as good as removed. What has expired is put back all the same: the touch
/// that gave it longer may come behind.
void Store::Impl::restore(const Key& key, const KeptItem& item, Now now) {
  const ItemDraft draft{key.bytes, item.value, {}, item.flags, item.expiry};
  const auto attempt = [&](LockedStripe& stripe, Shortage& shortage) {
    const IndexPlace old = tables_.index.find(key.hash, key.bytes);
    static_cast<void>(put(stripe, old, draft, item.cas, shortage));
  };
  const bool fits = !too_large(key, item.value.size());
  if (!fits || !with_room(key.hash, now, attempt)) return restore_removed(key);
  sweeper_.keep_ahead(draft.item_bytes(), now);
}

void Store::Impl::restore_removed(const Key& key) {
  LockedStripe stripe(tables_, key.hash);
  const IndexPlace old = tables_.index.find(key.hash, key.bytes);
  if (old) stripe.drop(old);
}

void Store::Impl::restore_expiry(const Key& key, std::uint64_t cas, Expiry expiry) {
  const LockedStripe stripe(tables_, key.hash);
  const IndexPlace place = tables_.index.find(key.hash, key.bytes);
  if (!place || place.seen.item()->cas() != cas) return;
  tables_.memory.set_expiry(*place.seen.item(), expiry);
}

}  // namespace mcbin::store
