// What happens when the store fills up: who stays, who goes, and that nobody waits for himself.
#include "store_fixture.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace mcbin::store {
namespace {

using test::StoreFixture;

constexpr std::uint64_t kMiB = 1ULL << 20;

std::string key(int number) {
  return "key" + std::to_string(number);
}

TEST_CASE("store/eviction: what is asked for stays, a scan goes", "[store][eviction]") {
  StoreFixture fixture({.memory_bytes = 2 * kMiB});
  const std::string value(500, 'v');
  constexpr int kHot = 500;
  for (int number = 0; number < kHot; ++number) fixture.set(key(number), value);
  for (int number = kHot; number < 20'000; ++number) {
    fixture.set(key(number), value);
    fixture.get(key(number % kHot));
  }
  int kept = 0;
  for (int number = 0; number < kHot; ++number) {
    if (fixture.get(key(number)).lookup == Lookup::Hit) ++kept;
  }
  CHECK(kept > kHot * 99 / 100);
  const StoreStats stats = fixture.store().stats();
  CHECK(stats.counts.evicted_small > 14'000);
  CHECK(stats.bands[1].counts.evictions() == stats.counts.evictions());
  CHECK(stats.bands[1].main.items >= kHot * 99 / 100);
}

TEST_CASE("store/eviction: who comes back soon after eviction is kept longer",
          "[store][eviction]") {
  StoreFixture fixture({.memory_bytes = 4 * kMiB});
  const std::string value(500, 'v');
  for (int number = 0; number < 8'500; ++number) fixture.set(key(number), value);
  REQUIRE(fixture.get(key(0)).lookup == Lookup::Missing);
  CHECK(fixture.store().stats().ghost_hits == 0);
  for (int number = 0; number < 50; ++number) fixture.set(key(number), value);
  CHECK(fixture.store().stats().ghost_hits > 40);
}

TEST_CASE("store/eviction: a full store never waits within one turn", "[store][eviction]") {
  // One worker, one turn, everything in it: whoever waited for the turn to end would wait forever.
  StoreFixture fixture({.memory_bytes = 2 * kMiB, .item_bytes_max = kMiB});
  const Store::Turn turn(fixture.store());
  std::uint64_t evicted = 0;
  for (int number = 0; number < 10'000; ++number) {
    const std::size_t size = number % 400 == 0 ? 300'000 : static_cast<std::size_t>(number % 900);
    REQUIRE(fixture.set(key(number), std::string(size, 'v')).outcome == Outcome::Done);
    REQUIRE(fixture.get(key(number)).value.size() == size);
    if (number % 100 == 0) {
      const StoreStats stats = fixture.store().stats();
      REQUIRE(stats.memory_bytes <= 2 * kMiB);
      evicted = stats.counts.evictions();
    }
  }
  CHECK(evicted > 4'000);
}

TEST_CASE("store/eviction: room is made even when everything is asked for all the time",
          "[store][eviction]") {
  StoreFixture fixture({.memory_bytes = 2 * kMiB});
  const std::string value(100, 'v');
  for (int number = 0; number < 18'000; ++number) {
    REQUIRE(fixture.set(key(number), value).outcome == Outcome::Done);
    for (int fetch = 0; fetch < 4; ++fetch) fixture.get(key(number));
    if (number % 1'500 == 0) {
      for (int other = 0; other < number; ++other) fixture.get(key(other));
    }
  }
  CHECK(fixture.store().stats().counts.evictions() > 2'000);
}

TEST_CASE("store/eviction: overwriting does not use memory up", "[store][eviction]") {
  StoreFixture fixture({.memory_bytes = 4 * kMiB, .evictions = false});
  const std::string value(300, 'v');
  for (int round = 0; round < 25; ++round) {
    for (int number = 0; number < 2'000; ++number) {
      REQUIRE(fixture.set(key(number), value + std::to_string(round)).outcome == Outcome::Done);
    }
  }
  CHECK(fixture.value(key(77)) == value + "24");
  CHECK(fixture.store().stats().items == 2'000);
}

TEST_CASE("store/eviction: cleaning moves items as they are", "[store][eviction]") {
  StoreFixture fixture({.memory_bytes = 4 * kMiB, .evictions = false});
  const std::string value(300, 'v');
  const Expiry expiry = fixture.in_ms(1'000);
  std::vector<std::uint64_t> cas;
  for (int number = 0; number < 8'000; ++number) {
    cas.push_back(fixture.set(key(number), value + key(number), expiry, 7).cas);
  }
  for (int number = 0; number < 8'000; ++number) {
    if (number % 3 != 0) fixture.remove(key(number));
  }
  fixture.touch(key(3), fixture.in_ms(5'000));
  const std::uint64_t before = fixture.store().stats().memory_bytes;
  fixture.maintain();
  const StoreStats stats = fixture.store().stats();
  CHECK(stats.moved_bytes > 0);
  CHECK(stats.memory_bytes < before * 2 / 3);
  for (int number = 0; number < 8'000; number += 3) {
    const test::Seen seen = fixture.get(key(number));
    REQUIRE(seen.lookup == Lookup::Hit);
    REQUIRE(seen.value == value + key(number));
    REQUIRE(seen.cas == cas[static_cast<std::size_t>(number)]);
    REQUIRE(seen.flags == 7);
    REQUIRE(seen.expiry == (number == 3 ? fixture.in_ms(5'000) : expiry));
  }
  fixture.clock().advance_ms(1'000);
  fixture.maintain();
  CHECK(fixture.store().stats().items == 1);
}

TEST_CASE("store/eviction: items of 128 MiB come and go", "[store][eviction]") {
  constexpr std::uint64_t kLargest = 128 * kMiB;
  StoreFixture fixture({.memory_bytes = 300 * kMiB, .item_bytes_max = kLargest});
  const std::string value(kLargest - 2, 'L');
  for (int number = 0; number < 3; ++number) {
    fixture.set("small" + std::to_string(number), "v");
    REQUIRE(fixture.set("k" + std::to_string(number), value).outcome == Outcome::Done);
    REQUIRE(fixture.store().stats().memory_bytes <= 300 * kMiB);
  }
  CHECK((fixture.value("k2") == value));
  CHECK(fixture.store().stats().bands[3].items() <= 2);
  CHECK(fixture.store().stats().counts.evictions() >= 1);
}

}  // namespace
}  // namespace mcbin::store
