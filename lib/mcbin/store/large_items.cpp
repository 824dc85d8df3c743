#include "mcbin/store/large_items.hpp"

#include <new>
#include <utility>

namespace mcbin::store {

Byte* LargeItem::item_memory() {
  return reinterpret_cast<Byte*>(this) + kLargeHeadBytes;
}

Item& LargeItem::item() {
  return *reinterpret_cast<Item*>(item_memory());
}

LargeItem& LargeItem::of(const Item& item) {
  auto* const at = reinterpret_cast<Byte*>(const_cast<Item*>(&item)) - kLargeHeadBytes;
  return *reinterpret_cast<LargeItem*>(at);
}

std::size_t LargeItems::bytes_for(std::size_t item_bytes) {
  return (kLargeHeadBytes + item_bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
}

LargeItem* LargeItems::allocate(std::size_t item_bytes) {
  const std::size_t pages = bytes_for(item_bytes) / kPageBytes;
  Byte* const at = arena_->take(pages);
  if (at == nullptr) return nullptr;
  auto* const large = new (at) LargeItem;
  large->pages = static_cast<std::uint32_t>(pages);
  return large;
}

void LargeItems::link(LargeItem& large, Queue queue, std::uint64_t clock) {
  const std::lock_guard lock(mutex_);
  append(large, queue, clock);
}

void LargeItems::relink(LargeItem& large, Queue queue, std::uint64_t clock) {
  const std::lock_guard lock(mutex_);
  remove(large);
  append(large, queue, clock);
}

void LargeItems::append(LargeItem& large, Queue queue, std::uint64_t clock) {
  List& linked = list(queue);
  large.queue = queue;
  large.linked_at = clock;
  large.next = nullptr;
  large.previous = linked.last;
  (linked.last != nullptr ? linked.last->next : linked.first) = &large;
  linked.last = &large;
  ++linked.items;
  linked.pages += large.pages;
}

void LargeItems::remove(LargeItem& large) {
  List& linked = list(large.queue);
  if (crawl_next_ == &large) crawl_next_ = large.next;
  (large.previous != nullptr ? large.previous->next : linked.first) = large.next;
  (large.next != nullptr ? large.next->previous : linked.last) = large.previous;
  --linked.items;
  linked.pages -= large.pages;
}

void LargeItems::dropped(LargeItem& large) {
  {
    const std::lock_guard lock(mutex_);
    remove(large);
  }
  limbo_.add(
      [](void* arena, void* thing, std::size_t) {
        let_go(*static_cast<PageArena*>(arena), *static_cast<LargeItem*>(thing));
      },
      arena_.get(), &large, 0);
}

void LargeItems::let_go(PageArena& arena, LargeItem& large) {
  if (large.holds.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  arena.give(reinterpret_cast<Byte*>(&large), large.pages);
}

std::shared_ptr<const void> LargeItems::hold(LargeItem& large) const {
  large.holds.fetch_add(1, std::memory_order_relaxed);
  return {static_cast<const void*>(&large), [arena = arena_](const void* held) {
            let_go(*arena, *static_cast<LargeItem*>(const_cast<void*>(held)));
          }};
}

void LargeItems::add_figures(CacheFigures& figures) {
  const std::lock_guard lock(mutex_);
  for (std::size_t at = 0; at < kQueues; ++at) {
    QueueFigures& queue = figures[kLargeBand][at];
    queue.bytes = lists_[at].pages * kPageBytes;
    const LargeItem* const oldest = lists_[at].first;
    if (oldest == nullptr) continue;
    queue.evictable = true;
    queue.oldest_at = oldest->linked_at;
    queue.oldest_mean = std::uint64_t{oldest->pages} * kPageBytes;
  }
}

LargeItem* LargeItems::hold_oldest(Queue queue) {
  const std::lock_guard lock(mutex_);
  LargeItem* const oldest = list(queue).first;
  if (oldest != nullptr) oldest->holds.fetch_add(1, std::memory_order_relaxed);
  return oldest;
}

void LargeItems::lower_min_expiry(std::int64_t expiry_ms) {
  std::int64_t now = min_expiry_ms_.load();
  while (expiry_ms < now && !min_expiry_ms_.compare_exchange_weak(now, expiry_ms)) {
  }
}

bool LargeItems::crawl(std::size_t count, std::vector<LargeItem*>& held) {
  const std::lock_guard lock(mutex_);
  if (!crawl_begun_) crawl_next_ = lists_[crawl_list_ = 0].first;
  crawl_begun_ = true;
  while (count > 0) {
    if (crawl_next_ == nullptr) {
      if (++crawl_list_ == kQueues) {
        crawl_begun_ = false;
        return true;
      }
      crawl_next_ = lists_[crawl_list_].first;
      continue;
    }
    crawl_next_->holds.fetch_add(1, std::memory_order_relaxed);
    held.push_back(crawl_next_);
    crawl_next_ = crawl_next_->next;
    --count;
  }
  return false;
}

Queue LargeItems::queue_of(const Item& item) {
  const std::lock_guard lock(mutex_);
  return LargeItem::of(item).queue;
}

LargeItems::Sizes LargeItems::sizes() {
  const std::lock_guard lock(mutex_);
  Sizes sizes;
  for (std::size_t at = 0; at < kQueues; ++at) {
    sizes.items[at] = lists_[at].items;
    sizes.bytes[at] = lists_[at].pages * kPageBytes;
  }
  return sizes;
}

}  // namespace mcbin::store
