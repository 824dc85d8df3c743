// The buckets of one stripe: finding, putting in and taking out. Grows by being built anew.
#pragma once

#include "mcbin/store/index_bucket.hpp"
#include "mcbin/store/mapped_memory.hpp"

#include <cstddef>
#include <cstdint>

namespace mcbin::store {

/// Where an item stands in the index. `slot` is nullptr where there is none.
struct IndexPlace {
  std::atomic<std::uint64_t>* slot = nullptr;
  IndexSlot seen;  // what the slot said
  std::size_t bucket = 0;

  explicit operator bool() const { return slot != nullptr; }
};

/// A view of whole pages of buckets; eight bytes, so that readers load it as one.
///
/// A key's home bucket is monotone in `position` (32 bits of its hash), whatever the size.
class IndexTable {
 public:
  static constexpr std::size_t kBucketsPerPage = kPageBytes / sizeof(IndexBucket);
  static constexpr std::size_t kSlotsPerPage = kBucketsPerPage * kBucketSlots;

  constexpr IndexTable() = default;
  constexpr explicit IndexTable(std::uint64_t word) : word_(word) {}
  IndexTable(Byte* pages_at, std::size_t pages)
      : word_(reinterpret_cast<std::uint64_t>(pages_at) / kPageBytes << kPagesBits | pages) {}

  [[nodiscard]] constexpr std::uint64_t word() const { return word_; }
  [[nodiscard]] constexpr std::size_t pages() const { return word_ & ((1ULL << kPagesBits) - 1); }
  [[nodiscard]] constexpr std::size_t buckets() const { return pages() * kBucketsPerPage; }
  [[nodiscard]] constexpr std::size_t slots() const { return pages() * kSlotsPerPage; }
  [[nodiscard]] IndexBucket* begin() const {
    return reinterpret_cast<IndexBucket*>((word_ >> kPagesBits) * kPageBytes);  // NOLINT
  }
  [[nodiscard]] std::size_t home(std::uint32_t position) const {
    return static_cast<std::size_t>(std::uint64_t{position} * buckets() >> 32U);
  }
  [[nodiscard]] std::size_t after(std::size_t bucket) const {
    return bucket + 1 == buckets() ? 0 : bucket + 1;
  }

  /// The first slot from the home bucket on whose tag fits and of which `is_it(Item&)` holds.
  /// Readers may call it inside a turn, writers under the lock.
  template <typename IsIt>
  [[nodiscard]] IndexPlace find(std::uint64_t hash, std::uint32_t position, IsIt&& is_it) const {
    std::size_t bucket = home(position);
    for (std::size_t step = 0; step < buckets(); ++step) {
      IndexBucket& line = begin()[bucket];
      for (std::size_t at = 0; at < kBucketSlots; ++at) {
        const IndexSlot seen = line.slot(at);
        if (seen.tagged(hash) && is_it(*seen.item())) return {&line.slots[at], seen, bucket};
      }
      if (line.notes().overflow() == 0) break;
      bucket = after(bucket);
    }
    return {};
  }

  /// Puts `slot` into the first free place. Under the lock.
  /// @return whether there was one.
  bool insert(std::uint32_t position, IndexSlot slot) const;

  /// Empties a place that find() gave. Under the lock.
  void erase(std::uint32_t position, const IndexPlace& place) const;

 private:
  static constexpr unsigned kPagesBits = 28;  // of 256 KiB of buckets and more a stripe
  std::uint64_t word_ = 0;
};

}  // namespace mcbin::store
