// Items that are too large for a segment, or whose value may be sent without a copy: each has pages
// of its own. Moving one between queues is linking it elsewhere; nothing is copied.
#pragma once

#include "mcbin/store/eviction_policy.hpp"
#include "mcbin/store/item.hpp"
#include "mcbin/store/limbo.hpp"
#include "mcbin/store/page_arena.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace mcbin::store {

/// What precedes a large item in its pages. Invariants: `holds` counts the index (until readers are
/// gone) and everybody who holds the value; the pages are given back by who lets go last; the links
/// and `queue` are written under the list's mutex only.
struct LargeItem {
  std::atomic<std::uint32_t> holds{1};
  std::uint32_t pages = 0;
  LargeItem* next = nullptr;
  LargeItem* previous = nullptr;
  std::uint64_t linked_at = 0;  // on the log's clock
  Queue queue = Queue::Small;

  [[nodiscard]] Byte* item_memory();
  [[nodiscard]] Item& item();
  [[nodiscard]] static LargeItem& of(const Item& item);
};

inline constexpr std::size_t kLargeHeadBytes = (sizeof(LargeItem) + kItemAlign - 1) / 8 * 8;

/// The large items of a store, in two queues, oldest first. Safe from any thread; its mutex is
/// innermost, but for limbo's.
class LargeItems {
 public:
  LargeItems(std::shared_ptr<PageArena> arena, Limbo& limbo)
      : arena_(std::move(arena)), limbo_(limbo) {}

  /// What an item takes, whole pages.
  [[nodiscard]] static std::size_t bytes_for(std::size_t item_bytes);

  /// Memory for an item, or nullptr. Not in a queue before link().
  [[nodiscard]] LargeItem* allocate(std::size_t item_bytes);
  /// Appends it to a queue: the index points at it.
  void link(LargeItem& large, Queue queue, std::uint64_t clock);
  /// Takes a linked one to the young end of `queue`.
  void relink(LargeItem& large, Queue queue, std::uint64_t clock);
  /// The index no longer points at it: gives the pages back once no reader and no hold is left.
  void dropped(LargeItem& large);

  /// Something that keeps the value alive, also beyond the store. Inside a turn or under the
  /// stripe's lock.
  [[nodiscard]] std::shared_ptr<const void> hold(LargeItem& large) const;

  void add_figures(CacheFigures& figures);
  /// The oldest of a queue, held; nullptr when there is none. Give it back with let_go().
  [[nodiscard]] LargeItem* hold_oldest(Queue queue);
  void let_go(LargeItem& large) { let_go(*arena_, large); }

  /// No large item expires before. The crawler takes it, and lowers it to what it finds.
  [[nodiscard]] std::int64_t min_expiry_ms() const { return min_expiry_ms_.load(); }
  std::int64_t take_min_expiry() { return min_expiry_ms_.exchange(Segment::kNoExpiry); }
  void lower_min_expiry(std::int64_t expiry_ms);

  /// Up to `count` items from the crawler's place on, each held; moves the place.
  /// @return whether that was the last, and the place is at the beginning again.
  bool crawl(std::size_t count, std::vector<LargeItem*>& held);

  [[nodiscard]] Queue queue_of(const Item& item);
  /// Of both queues.
  struct Sizes {
    std::array<std::uint64_t, kQueues> items{};
    std::array<std::uint64_t, kQueues> bytes{};
  };
  [[nodiscard]] Sizes sizes();

 private:
  struct List {
    LargeItem* first = nullptr;
    LargeItem* last = nullptr;
    std::uint64_t items = 0;
    std::uint64_t pages = 0;
  };

  static void let_go(PageArena& arena, LargeItem& large);
  [[nodiscard]] List& list(Queue queue) { return lists_[static_cast<std::size_t>(queue)]; }
  void append(LargeItem& large, Queue queue, std::uint64_t clock);
  void remove(LargeItem& large);

  std::shared_ptr<PageArena> arena_;
  Limbo& limbo_;
  std::mutex mutex_;
  std::array<List, kQueues> lists_;
  LargeItem* crawl_next_ = nullptr;
  std::size_t crawl_list_ = 0;
  bool crawl_begun_ = false;  // crawl_next_ means something
  std::atomic<std::int64_t> min_expiry_ms_{Segment::kNoExpiry};
};

}  // namespace mcbin::store
