// The index with items that lie in plain memory: finding, growing, shrinking, and what buckets
// remember.
#include "mcbin/store/hash_index.hpp"

#include "mcbin/store/epochs.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <string>

namespace mcbin::store {
namespace {

constexpr std::size_t kMiB = 1ULL << 20;

/// An index of four stripes, and items for it.
struct Rig {
  PageArena arena{16 * kMiB, 64 * kMiB};
  Limbo limbo;
  HashIndex index{arena, limbo, 4, 99};
  std::deque<std::array<std::uint64_t, 8>> memory;

  std::uint64_t hash(int number) { return index.hash(as_bytes(text(number))); }
  static std::string text(int number) { return "key" + std::to_string(number); }

  bool insert(int number) {
    const std::string key = text(number);
    const std::uint64_t hash = index.hash(as_bytes(key));
    if (!index.make_place(index.stripe_of(hash))) return false;
    auto* const at = reinterpret_cast<Byte*>(memory.emplace_back().data());
    const Item* const item = Item::write(at, {as_bytes(key), {}, {}, 0, {}}, 1);
    index.insert(hash, IndexSlot(hash, item, 0));
    return true;
  }
  IndexPlace find(int number) { return index.find(hash(number), as_bytes(text(number))); }
};

TEST_CASE("store/hash_index: every key is found while the tables grow and shrink",
          "[store][index]") {
  Rig rig;
  const std::uint64_t bytes_before = rig.index.bytes();
  constexpr int kKeys = 10'000;
  for (int number = 0; number < kKeys; ++number) {
    REQUIRE(rig.insert(number));
    if (number % 197 == 0) {
      for (int earlier = 0; earlier <= number; earlier += 501) REQUIRE(rig.find(earlier));
    }
  }
  for (int number = 0; number < kKeys; ++number) {
    const IndexPlace place = rig.find(number);
    REQUIRE(place);
    REQUIRE(as_text(place.seen.item()->key()) == Rig::text(number));
  }
  CHECK_FALSE(rig.find(kKeys));
  CHECK(rig.index.slots() * 60 / 100 < kKeys);
  CHECK(rig.arena.budget().used() >= rig.index.bytes());

  for (int number = 0; number < kKeys; ++number) {
    if (number % 10 == 0) continue;
    rig.index.erase(rig.hash(number), rig.find(number));
  }
  const std::uint64_t bytes_full = rig.index.bytes();
  for (std::size_t stripe = 0; stripe < rig.index.stripes(); ++stripe) rig.index.shrink(stripe);
  CHECK(rig.index.bytes() < bytes_full / 3);
  CHECK(rig.index.bytes() >= bytes_before);
  for (int number = 0; number < kKeys; ++number) {
    REQUIRE(static_cast<bool>(rig.find(number)) == (number % 10 == 0));
  }
  while (!rig.limbo.empty()) rig.limbo.collect();
  CHECK(rig.arena.budget().used() < rig.index.bytes() + 4096);
}

TEST_CASE("store/hash_index: misses stay short however much comes and goes", "[store][index]") {
  Rig rig;
  constexpr int kLive = 1'400;
  for (int number = 0; number < 30'000; ++number) {
    REQUIRE(rig.insert(number));
    if (number >= kLive) rig.index.erase(rig.hash(number - kLive), rig.find(number - kLive));
  }
  // A bucket that something passes by makes misses go on: few may, in the long run, too.
  std::size_t passed_by = 0;
  std::size_t buckets = 0;
  for (std::size_t stripe = 0; stripe < rig.index.stripes(); ++stripe) {
    const IndexTable table = rig.index.table(stripe);
    for (std::size_t bucket = 0; bucket < table.buckets(); ++bucket, ++buckets) {
      if (table.begin()[bucket].notes().overflow() > 0) ++passed_by;
    }
  }
  CHECK(passed_by < buckets / 2);
}

TEST_CASE("store/hash_index: without memory a table fills up and then refuses", "[store][index]") {
  PageArena arena(1 * kMiB, 4 * kMiB);
  Limbo limbo;
  HashIndex index(arena, limbo, 4, 99);
  REQUIRE(arena.budget().take(arena.budget().left()));
  std::deque<std::array<std::uint64_t, 8>> memory;
  std::size_t stored = 0;
  for (int number = 0; number < 10'000; ++number) {
    const std::string key = Rig::text(number);
    const std::uint64_t hash = index.hash(as_bytes(key));
    if (!index.make_place(index.stripe_of(hash))) continue;
    auto* const at = reinterpret_cast<Byte*>(memory.emplace_back().data());
    index.insert(hash, IndexSlot(hash, Item::write(at, {as_bytes(key), {}, {}, 0, {}}, 1), 0));
    ++stored;
    REQUIRE(index.find(hash, as_bytes(key)));
  }
  CHECK(stored == index.slots() / 4 * 95 / 100 * 4);
}

TEST_CASE("store/hash_index: a bucket remembers its last four ghosts", "[store][index]") {
  BucketNote note(0);
  for (std::uint64_t hash = 100; hash < 106; ++hash) {
    CHECK_FALSE(note.remembers(hash));
    note = note.with_ghost(hash).one_more_behind();
    CHECK(note.remembers(hash));
  }
  CHECK_FALSE(note.remembers(101));
  CHECK(note.remembers(102));
  CHECK(note.overflow() == 6);
  CHECK(note.one_less_behind().overflow() == 5);
  for (int step = 0; step < 300; ++step) note = note.one_more_behind();
  CHECK(note.overflow() == BucketNote::kOverflowMax);
  CHECK(note.one_less_behind().overflow() == BucketNote::kOverflowMax);
  CHECK(note.remembers(105));
  CHECK_FALSE(BucketNote(0).remembers(0));
  CHECK(BucketNote(0).with_ghost(0).remembers(0));
}

TEST_CASE("store/hash_index: a slot counts fetches up to three", "[store][index]") {
  alignas(8) std::array<Byte, 64> memory{};
  const Item* const item = Item::write(memory.data(), {}, 1);
  IndexSlot slot(0xABCD'0000'1234'5678, item, 0);
  CHECK(slot.tagged(0x5678));
  CHECK_FALSE(slot.tagged(0x5679));
  CHECK_FALSE(slot.fetched());
  for (std::uint64_t fetches = 1; fetches <= 5; ++fetches) {
    slot = slot.after_fetch();
    CHECK(slot.fetched());
    CHECK(slot.frequency() == std::min<std::uint64_t>(fetches, 3));
    CHECK(slot.item() == item);
    CHECK(slot.saturated() == (fetches >= 3));
  }
  CHECK(slot.moved_to(item, 1).fetched());
  CHECK(slot.moved_to(item, 1).frequency() == 1);
  CHECK(slot.moved_to(item, 1).tagged(0x5678));
  CHECK_FALSE(IndexSlot().tagged(0));
}

}  // namespace
}  // namespace mcbin::store
