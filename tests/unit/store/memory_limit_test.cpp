// The memory limit: what cannot work is refused, what is full evicts or says so, and nothing is
// ever above the limit.
#include "store_fixture.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace mcbin::store {
namespace {

using test::StoreFixture;

constexpr std::uint64_t kMiB = 1ULL << 20;

TEST_CASE("store/limits: limits that cannot work are refused with a sentence", "[store][limits]") {
  struct Row {
    const char* name;
    Options options;
    const char* sentence;
  };
  const Row rows[] = {
      {"no memory", {.memory_bytes = 0}, "the memory limit must be at least 1 MiB"},
      {"too little memory",
       {.memory_bytes = kMiB - 1, .item_bytes_max = 1'000},
       "the memory limit must be at least 1 MiB"},
      {"items above the ceiling",
       {.memory_bytes = 1024 * kMiB, .item_bytes_max = 128 * kMiB + 1},
       "the item limit must be at most 128 MiB"},
      {"items too large for the memory",
       {.memory_bytes = 2 * kMiB, .item_bytes_max = kMiB + 1},
       "the item limit must be at most half of the memory limit"},
      {"no room beside the key",
       {.item_bytes_max = kKeyBytesMax},
       "the item limit must leave room for a value"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const auto made = Store::create(row.options);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == Errc::BadConfiguration);
    CHECK(made.error().detail == row.sentence);
  }
}

TEST_CASE("store/limits: the smallest limits work", "[store][limits]") {
  StoreFixture fixture({.memory_bytes = kMiB, .item_bytes_max = kMiB / 2});
  for (int number = 0; number < 20'000; ++number) {
    REQUIRE(fixture.set("key" + std::to_string(number), "value").outcome == Outcome::Done);
    REQUIRE(fixture.store().stats().memory_bytes <= kMiB);
  }
  CHECK(fixture.value("key19999") == "value");
}

TEST_CASE("store/limits: eviction keeps the memory under the limit", "[store][limits]") {
  constexpr std::uint64_t kLimit = 8 * kMiB;
  StoreFixture fixture({.memory_bytes = kLimit, .item_bytes_max = kMiB});
  std::uint64_t stored = 0;
  for (int number = 0; number < 60'000; ++number) {
    const std::size_t size = number % 997 == 0 ? 900'000 : static_cast<std::size_t>(number % 3'000);
    const std::string key = "key" + std::to_string(number);
    const Stored result = fixture.set(key, std::string(size, 'v'));
    REQUIRE(result.outcome == Outcome::Done);
    stored += size;
    if (number % 16 == 0) REQUIRE(fixture.store().stats().memory_bytes <= kLimit);
    REQUIRE(fixture.get(key).lookup == Lookup::Hit);
  }
  const StoreStats stats = fixture.store().stats();
  CHECK(stored > 10 * kLimit);
  CHECK(stats.total_items == 60'000);
  CHECK(stats.counts.evictions() > 40'000);
  CHECK(stats.items + stats.counts.evictions() == 60'000);
  CHECK(stats.limit_bytes == kLimit);
  CHECK(stats.bytes > kLimit / 2);
}

TEST_CASE("store/limits: without evictions a full store refuses", "[store][limits]") {
  StoreFixture fixture({.memory_bytes = 4 * kMiB, .item_bytes_max = kMiB, .evictions = false});
  const std::string value(10'000, 'v');
  int stored = 0;
  while (fixture.set("key" + std::to_string(stored), value).outcome == Outcome::Done) {
    ++stored;
    REQUIRE(stored < 1'000);
  }
  CHECK(stored > 200);
  CHECK(fixture.store().stats().counts.evictions() == 0);
  CHECK(fixture.store().stats().memory_bytes <= 4 * kMiB);
  for (int number = 0; number < stored; ++number) {
    REQUIRE(fixture.value("key" + std::to_string(number)) == value);
  }
  const std::string large(900'000, 'L');
  CHECK(fixture.add("new", large).outcome == Outcome::OutOfMemory);
  CHECK(fixture.append("key1", large).outcome == Outcome::OutOfMemory);
  CHECK(fixture.value("key1") == value);
  CHECK(fixture.replace("key1", large).outcome == Outcome::OutOfMemory);
  CHECK(fixture.value("key1") == value);
  CHECK(fixture.set("key1", large).outcome == Outcome::OutOfMemory);
  CHECK(fixture.get("key1").lookup == Lookup::Missing);
}

TEST_CASE("store/limits: without evictions, removing makes room", "[store][limits]") {
  StoreFixture fixture({.memory_bytes = 4 * kMiB, .item_bytes_max = kMiB, .evictions = false});
  const std::string value(10'000, 'v');
  int stored = 0;
  while (fixture.set("key" + std::to_string(stored), value).outcome == Outcome::Done) ++stored;
  for (int number = 0; number < stored; ++number) {
    fixture.remove("key" + std::to_string(number));
  }
  fixture.maintain();
  int again = 0;
  while (fixture.set("more" + std::to_string(again), value).outcome == Outcome::Done) ++again;
  CHECK(again > stored * 9 / 10);
}

TEST_CASE("store/limits: held values stay counted until they are let go", "[store][limits]") {
  constexpr std::uint64_t kLimit = 8 * kMiB;
  StoreFixture fixture({.memory_bytes = kLimit, .item_bytes_max = kMiB, .evictions = false});
  std::vector<ValueHold> holds;
  const std::string value(500'000, 'v');
  for (int number = 0; number < 10; ++number) {
    REQUIRE(fixture.set("k", value).outcome == Outcome::Done);
    holds.push_back(fixture.get("k").hold);
    fixture.remove("k");
  }
  fixture.maintain();
  CHECK(fixture.store().stats().memory_bytes >= 10 * value.size());
  CHECK(fixture.store().stats().memory_bytes <= kLimit);
  CHECK(fixture.set("k", std::string(900'000, 'v')).outcome == Outcome::Done);
  while (fixture.set("k" + std::to_string(holds.size()), value).outcome == Outcome::Done) {
    holds.push_back(fixture.get("k" + std::to_string(holds.size())).hold);
    REQUIRE(holds.size() < 20);
  }
  const std::uint64_t held = fixture.store().stats().memory_bytes;
  CHECK(held <= kLimit);
  holds.clear();
  fixture.maintain();
  CHECK(fixture.store().stats().memory_bytes + 9 * value.size() <= held);
}

TEST_CASE("store/limits: a hold may outlive the store", "[store][limits]") {
  ValueHold hold;
  {
    StoreFixture fixture;
    fixture.set("k", std::string(200'000, 'v'));
    hold = fixture.get("k").hold;
  }
  REQUIRE(hold != nullptr);
  hold.reset();
}

TEST_CASE("store/limits: resetting zeroes the counters and not the gauges", "[store][limits]") {
  StoreFixture fixture({.memory_bytes = 2 * kMiB, .item_bytes_max = 100'000});
  for (int number = 0; number < 20'000; ++number) {
    fixture.set("key" + std::to_string(number), std::string(500, 'v'));
  }
  const StoreStats before = fixture.store().stats();
  CHECK(before.counts.evictions() > 0);
  CHECK(before.counts.evicted_unfetched == before.counts.evictions());
  fixture.store().reset_stats();
  const StoreStats after = fixture.store().stats();
  CHECK(after.counts.evictions() == 0);
  CHECK(after.counts.evicted_unfetched == 0);
  CHECK(after.total_items == 0);
  CHECK(after.items == before.items);
  CHECK(after.bytes == before.bytes);
}

}  // namespace
}  // namespace mcbin::store
