// One version of one item as it lies in memory: 16 bytes, flags where there are any, key, value.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/store/expiry.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

namespace mcbin::store {

/// Items lie at multiples of this.
inline constexpr std::size_t kItemAlign = 8;

/// An expiry in 37 bits: milliseconds on the steady clock up to 2.1 years, in steps of 64 ms
/// (rounded up) beyond, for 139 years; then never.
struct PackedExpiry {
  static constexpr unsigned kBits = 37;
  static constexpr std::uint64_t kNever = (1ULL << kBits) - 1;
  static constexpr std::int64_t kExactMs = 1LL << (kBits - 1);
  static constexpr std::int64_t kStepMs = 64;

  [[nodiscard]] static std::uint64_t pack(Expiry expiry) {
    if (expiry.never()) return kNever;
    if (expiry.steady_ms < kExactMs) {
      return static_cast<std::uint64_t>(std::max<std::int64_t>(expiry.steady_ms, 0));
    }
    const std::int64_t beyond = expiry.steady_ms - kExactMs;
    const std::int64_t steps = beyond / kStepMs + (beyond % kStepMs == 0 ? 0 : 1);
    return static_cast<std::uint64_t>(kExactMs + std::min(steps, kExactMs - 1));
  }
  [[nodiscard]] static Expiry unpack(std::uint64_t packed) {
    if (packed == kNever) return {};
    const auto value = static_cast<std::int64_t>(packed);
    if (value < kExactMs) return {value};
    return {kExactMs + (value - kExactMs) * kStepMs};
  }
};

/// What an item will be, before there is memory for it. The value may come in two pieces.
struct ItemDraft {
  ByteView key;
  ByteView front;
  ByteView back;
  std::uint32_t flags = 0;
  Expiry expiry;

  [[nodiscard]] std::size_t value_bytes() const { return front.size() + back.size(); }
  /// Rounded up to kItemAlign.
  [[nodiscard]] std::size_t item_bytes() const;
};

/// Invariants: immutable from the moment a slot of the index points at it, but for the expiry,
/// which is changed under the stripe's lock; item_bytes() of memory belong to it.
class Item {
 public:
  static constexpr std::size_t kHeadBytes = 16;
  static constexpr unsigned kCasBits = 55;
  static constexpr unsigned kValueBits = 27;

  /// Makes the item in the memory at `at`.
  static Item* write(Byte* at, const ItemDraft& draft, std::uint64_t cas);

  /// A copy in the memory at `at`, with the expiry of this moment. Under the stripe's lock.
  Item* copy_to(Byte* at) const;

  [[nodiscard]] std::uint64_t cas() const { return identity_ >> (64 - kCasBits); }
  [[nodiscard]] std::uint32_t flags() const;
  [[nodiscard]] Expiry expiry() const {
    return PackedExpiry::unpack(life_.load(std::memory_order_relaxed) >> kValueBits);
  }
  [[nodiscard]] ByteView key() const { return {body() + flags_bytes(), key_bytes()}; }
  [[nodiscard]] ByteView value() const {
    return {body() + flags_bytes() + key_bytes(), value_bytes()};
  }
  [[nodiscard]] bool has_key(ByteView key) const {
    return key.size() == key_bytes() &&
           std::memcmp(body() + flags_bytes(), key.data(), key.size()) == 0;
  }
  [[nodiscard]] std::size_t key_bytes() const { return identity_ & 0xffU; }
  [[nodiscard]] std::size_t value_bytes() const {
    return life_.load(std::memory_order_relaxed) & kValueMask;
  }
  [[nodiscard]] std::size_t item_bytes() const {
    return rounded(kHeadBytes + flags_bytes() + key_bytes() + value_bytes());
  }

  /// Under the stripe's lock.
  void set_expiry(Expiry expiry) {
    life_.store(life(value_bytes(), expiry), std::memory_order_relaxed);
  }

  [[nodiscard]] static constexpr std::size_t rounded(std::size_t bytes) {
    return (bytes + kItemAlign - 1) / kItemAlign * kItemAlign;
  }

 private:
  static constexpr std::uint64_t kValueMask = (1ULL << kValueBits) - 1;
  static constexpr std::uint64_t kFlagsBit = 1ULL << 8;

  Item(std::uint64_t identity, std::uint64_t life) : identity_(identity), life_(life) {}

  [[nodiscard]] static std::uint64_t life(std::size_t value_bytes, Expiry expiry) {
    return PackedExpiry::pack(expiry) << kValueBits | value_bytes;
  }
  [[nodiscard]] const Byte* body() const {
    return reinterpret_cast<const Byte*>(this) + kHeadBytes;
  }
  [[nodiscard]] std::size_t flags_bytes() const {
    return (identity_ & kFlagsBit) != 0 ? sizeof(std::uint32_t) : 0;
  }

  std::uint64_t identity_;           // cas:55 | has flags:1 | key bytes:8
  std::atomic<std::uint64_t> life_;  // expiry:37 | value bytes:27
};

static_assert(sizeof(Item) == Item::kHeadBytes);

inline std::size_t ItemDraft::item_bytes() const {
  return Item::rounded(Item::kHeadBytes + (flags != 0 ? sizeof flags : 0) + key.size() +
                       value_bytes());
}

}  // namespace mcbin::store
