#include "mcbin/store/item.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <vector>

namespace mcbin::store {
namespace {

constexpr std::int64_t kExact = PackedExpiry::kExactMs;

TEST_CASE("store/item: an expiry is kept exactly, or late by less than a step", "[store][item]") {
  struct Row {
    const char* name;
    std::int64_t asked_ms;
    std::int64_t kept_ms;
  };
  const Row rows[] = {
      {"now", 0, 0},
      {"a moment of this machine's life", 123'456'789, 123'456'789},
      {"the last exact one", kExact - 1, kExact - 1},
      {"the first one beyond", kExact, kExact},
      {"rounded up", kExact + 1, kExact + 64},
      {"on a step", kExact + 128, kExact + 128},
      {"never", Expiry::kNever, Expiry::kNever},
      {"before the clock began", -5'000, 0},
      {"beyond what fits", Expiry::kNever - 1, kExact + (kExact - 2) * 64},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const std::int64_t kept = PackedExpiry::unpack(PackedExpiry::pack({row.asked_ms})).steady_ms;
    if (row.asked_ms == Expiry::kNever - 1) {
      CHECK(kept >= row.kept_ms);
    } else {
      CHECK(kept == row.kept_ms);
    }
  }
}

TEST_CASE("store/item: gives back what it was made of", "[store][item]") {
  constexpr std::uint64_t kCas = (1ULL << Item::kCasBits) - 2;
  for (const std::uint32_t flags : {0U, 0x87654321U}) {
    for (const std::size_t value_bytes : {0U, 1U, 7U, 8U, 1000U}) {
      const std::string key(250, 'k');
      const std::string front(value_bytes / 3, 'f');
      const std::string back(value_bytes - front.size(), 'b');
      const ItemDraft draft{as_bytes(key), as_bytes(front), as_bytes(back), flags, {77'777}};
      std::vector<std::uint64_t> memory(draft.item_bytes() / 8);
      auto* const at = reinterpret_cast<Byte*>(memory.data());
      Item& item = *Item::write(at, draft, kCas);
      CHECK(as_text(item.key()) == key);
      CHECK(as_text(item.value()) == front + back);
      CHECK(item.flags() == flags);
      CHECK(item.cas() == kCas);
      CHECK(item.expiry() == Expiry{77'777});
      CHECK(item.item_bytes() == draft.item_bytes());
      CHECK(item.has_key(as_bytes(key)));
      CHECK_FALSE(item.has_key(as_bytes(key).first(249)));

      item.set_expiry({99});
      std::vector<std::uint64_t> elsewhere(memory.size());
      const Item& copy = *item.copy_to(reinterpret_cast<Byte*>(elsewhere.data()));
      CHECK(as_text(copy.value()) == front + back);
      CHECK(copy.expiry() == Expiry{99});
      CHECK(copy.cas() == kCas);
    }
  }
}

TEST_CASE("store/item: costs 16 bytes, and 4 where there are flags", "[store][item]") {
  const std::string key(16, 'k');
  const std::string value(32, 'v');
  CHECK(ItemDraft{as_bytes(key), as_bytes(value), {}, 0, {}}.item_bytes() == 64);
  CHECK(ItemDraft{as_bytes(key), as_bytes(value), {}, 1, {}}.item_bytes() == 72);
}

}  // namespace
}  // namespace mcbin::store
