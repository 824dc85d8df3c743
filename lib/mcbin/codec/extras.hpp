// The fixed layouts that extras can have. Each load_* expects exactly its size, which the shape
// check (request.hpp) has made sure of; each store_* writes exactly its size.
// Spec: protocol-binary section 4.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/endian.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace mcbin::codec {

/// SET, ADD, REPLACE: what to keep with the value.
struct StoreExtras {
  static constexpr std::size_t kSize = 8;
  std::uint32_t flags = 0;
  std::uint32_t expiry_seconds = 0;
  friend bool operator==(const StoreExtras&, const StoreExtras&) = default;
};

/// INCREMENT, DECREMENT.
struct CounterExtras {
  static constexpr std::size_t kSize = 20;
  /// The expiry that means "do not create a missing counter".
  static constexpr std::uint32_t kDoNotCreate = 0xffffffff;
  std::uint64_t delta = 0;
  std::uint64_t initial = 0;
  std::uint32_t expiry_seconds = 0;
  friend bool operator==(const CounterExtras&, const CounterExtras&) = default;
};

/// TOUCH, GAT*, FLUSH: one expiry. Also VERBOSITY's level and the flags of an answer.
inline constexpr std::size_t kU32ExtrasSize = 4;

[[nodiscard]] inline StoreExtras load_store_extras(ByteView extras) {
  return {.flags = load_be32(extras.data()), .expiry_seconds = load_be32(extras.data() + 4)};
}

[[nodiscard]] inline CounterExtras load_counter_extras(ByteView extras) {
  return {.delta = load_be64(extras.data()),
          .initial = load_be64(extras.data() + 8),
          .expiry_seconds = load_be32(extras.data() + 16)};
}

[[nodiscard]] inline std::uint32_t load_u32_extras(ByteView extras) {
  return load_be32(extras.data());
}

[[nodiscard]] inline std::array<Byte, StoreExtras::kSize> store_extras(const StoreExtras& extras) {
  std::array<Byte, StoreExtras::kSize> bytes{};
  store_be32(bytes.data(), extras.flags);
  store_be32(bytes.data() + 4, extras.expiry_seconds);
  return bytes;
}

[[nodiscard]] inline std::array<Byte, CounterExtras::kSize> store_extras(
    const CounterExtras& extras) {
  std::array<Byte, CounterExtras::kSize> bytes{};
  store_be64(bytes.data(), extras.delta);
  store_be64(bytes.data() + 8, extras.initial);
  store_be32(bytes.data() + 16, extras.expiry_seconds);
  return bytes;
}

[[nodiscard]] inline std::array<Byte, kU32ExtrasSize> store_extras(std::uint32_t number) {
  std::array<Byte, kU32ExtrasSize> bytes{};
  store_be32(bytes.data(), number);
  return bytes;
}

}  // namespace mcbin::codec
