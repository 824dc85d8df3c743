// Finds what has expired or been flushed and that nobody asks for any more, a slice at a time.
#pragma once

#include "mcbin/store/item_tables.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mcbin::store {

/// For one thread, outside a turn. Segments in which nothing can be dead are passed over by a look
/// at what is known of them.
class Crawler {
 public:
  explicit Crawler(ItemTables& tables) : tables_(tables) {}

  /// Looks at a bounded number of items.
  /// @return whether the slice ended before everything that is due was looked at.
  bool slice(Now now);

 private:
  [[nodiscard]] bool due(const Segment& segment, Now now) const;
  std::size_t walk(Segment& segment, Now now);
  bool crawl_large(Now now);
  void reclaim_if_dead(const Item& item, Now now);

  ItemTables& tables_;
  std::size_t next_segment_ = 0;
  std::uint64_t large_flush_ = 0;  // large items of this CAS and below are gone
  std::uint64_t large_flush_begun_ = 0;
  bool large_begun_ = false;
  std::int64_t large_min_expiry_ms_ = Segment::kNoExpiry;
  std::vector<LargeItem*> held_;
};

}  // namespace mcbin::store
