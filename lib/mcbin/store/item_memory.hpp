// Where items live, seen as one: small ones in the log's segments, large ones in pages of their
// own. Everything that makes, moves or drops an item goes through here.
#pragma once

#include "mcbin/store/large_items.hpp"
#include "mcbin/store/segment_log.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace mcbin::store {

/// Safe from any thread. What concerns one item happens under the lock of its stripe.
class ItemMemory {
 public:
  ItemMemory(const std::shared_ptr<PageArena>& arena, Limbo& limbo)
      : log_(arena->budget(), limbo), large_(arena, limbo) {}

  [[nodiscard]] SegmentLog& log() { return log_; }
  [[nodiscard]] LargeItems& large() { return large_; }

  /// Whether an item of that value and size gets pages of its own.
  [[nodiscard]] bool is_large(std::size_t value_bytes, std::size_t item_bytes) const;
  /// Memory that has to be free before an item can be made, beside a segment.
  [[nodiscard]] std::size_t pages_bytes(std::size_t value_bytes, std::size_t item_bytes) const {
    return is_large(value_bytes, item_bytes) ? LargeItems::bytes_for(item_bytes) : 0;
  }

  /// Makes the item in memory, not yet in the index, or returns nullptr where none is free. To be
  /// followed by published() once the index points at it, without letting the stripe go.
  [[nodiscard]] Item* make(const ItemDraft& draft, std::uint64_t cas, Queue queue);
  /// A copy of an item of a segment in the same band, to be published likewise.
  [[nodiscard]] Item* copy(const Item& item, Queue queue);
  void published(Item& item, Queue queue);

  /// The index no longer points at it.
  void dropped(Item& item);

  void set_expiry(Item& item, Expiry expiry);

  [[nodiscard]] std::size_t band_of(const Item& item) const {
    return log_.contains(item) ? SegmentLog::band_of(item.item_bytes()) : kLargeBand;
  }
  [[nodiscard]] Queue queue_of(const Item& item) {
    return log_.contains(item) ? log_.segment_of(item).queue.load() : large_.queue_of(item);
  }

 private:
  SegmentLog log_;
  LargeItems large_;
};

}  // namespace mcbin::store
