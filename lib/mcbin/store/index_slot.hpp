// What the index says about one item, in eight bytes that change as one.
#pragma once

#include "mcbin/store/item.hpp"

#include <cstdint>

namespace mcbin::store {

/// tag:16 | fetched:1 | frequency:2 | address of the item / 8 : 45. All zero is an empty slot.
class IndexSlot {
 public:
  static constexpr std::uint64_t kFrequencyMax = 3;

  constexpr IndexSlot() = default;
  constexpr explicit IndexSlot(std::uint64_t bits) : bits_(bits) {}

  /// A slot for an item nobody has fetched yet.
  IndexSlot(std::uint64_t hash, const Item* item, std::uint64_t frequency)
      : bits_(tag_bits(hash) | frequency << kFrequencyShift |
              reinterpret_cast<std::uint64_t>(item) / kItemAlign) {}

  [[nodiscard]] constexpr std::uint64_t bits() const { return bits_; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr bool tagged(std::uint64_t hash) const {
    return (bits_ ^ tag_bits(hash)) >> kTagShift == 0 && !empty();
  }
  [[nodiscard]] Item* item() const {
    return reinterpret_cast<Item*>((bits_ & kAddressMask) * kItemAlign);  // NOLINT
  }
  [[nodiscard]] constexpr bool fetched() const { return (bits_ & kFetchedBit) != 0; }
  [[nodiscard]] constexpr std::uint64_t frequency() const {
    return bits_ >> kFrequencyShift & kFrequencyMax;
  }
  /// Whether fetching once more changes nothing.
  [[nodiscard]] constexpr bool saturated() const { return (bits_ & kSaturated) == kSaturated; }
  [[nodiscard]] constexpr IndexSlot after_fetch() const {
    const std::uint64_t one_more = frequency() < kFrequencyMax ? 1ULL << kFrequencyShift : 0;
    return IndexSlot((bits_ | kFetchedBit) + one_more);
  }
  /// The same, for a copy of the item.
  [[nodiscard]] IndexSlot moved_to(const Item* item, std::uint64_t frequency) const {
    return IndexSlot((bits_ & (kTagMask | kFetchedBit)) | frequency << kFrequencyShift |
                     reinterpret_cast<std::uint64_t>(item) / kItemAlign);
  }

 private:
  static constexpr unsigned kTagShift = 48;
  static constexpr unsigned kFrequencyShift = 45;
  static constexpr std::uint64_t kTagMask = ~0ULL << kTagShift;
  static constexpr std::uint64_t kFetchedBit = 1ULL << 47;
  static constexpr std::uint64_t kAddressMask = (1ULL << kFrequencyShift) - 1;
  static constexpr std::uint64_t kSaturated = kFetchedBit | kFrequencyMax << kFrequencyShift;

  [[nodiscard]] static constexpr std::uint64_t tag_bits(std::uint64_t hash) {
    return hash << kTagShift;
  }

  std::uint64_t bits_ = 0;
};

}  // namespace mcbin::store
