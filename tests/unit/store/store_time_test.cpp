// What time does to items: expiry and flushes, to the millisecond, and upkeep.
#include "store_fixture.hpp"

#include <catch2/catch.hpp>

namespace mcbin::store {
namespace {

using test::StoreFixture;

TEST_CASE("store/time: an item dies at its moment and not before", "[store][time]") {
  StoreFixture fixture;
  fixture.set("k", "v", fixture.in_ms(1'000));
  fixture.clock().advance_ms(999);
  CHECK(fixture.get("k").lookup == Lookup::Hit);
  fixture.clock().advance_ms(1);
  CHECK(fixture.get("k").lookup == Lookup::Expired);
}

TEST_CASE("store/time: an expired item is no item to any operation", "[store][time]") {
  StoreFixture fixture;
  const auto make = [&] {
    const std::uint64_t cas = fixture.set("k", "5", fixture.in_ms(10)).cas;
    fixture.clock().advance_ms(10);
    return cas;
  };
  std::uint64_t cas = make();
  CHECK(fixture.set("k", "v", {}, 0, cas).outcome == Outcome::NotFound);
  cas = make();
  CHECK(fixture.replace("k", "v").outcome == Outcome::NotFound);
  make();
  CHECK(fixture.append("k", "v").outcome == Outcome::NotStored);
  make();
  CHECK(fixture.prepend("k", "v").outcome == Outcome::NotStored);
  make();
  CHECK(fixture.remove("k").outcome == Outcome::NotFound);
  make();
  CHECK(fixture.touch("k", {}).lookup != Lookup::Hit);
  make();
  CHECK(fixture.get_and_touch("k", {}).lookup != Lookup::Hit);
  make();
  CHECK(fixture.count("k", {CountDirection::Up, 1, 0, {}, 0}).outcome == Outcome::NotFound);
  make();
  CHECK(fixture.add("k", "new").outcome == Outcome::Done);
  CHECK(fixture.value("k") == "new");
}

TEST_CASE("store/time: an item stored with a moment in the past is dead at once", "[store][time]") {
  StoreFixture fixture;
  const Stored stored = fixture.set("k", "v", fixture.in_ms(-5'000));
  CHECK(stored.outcome == Outcome::Done);
  CHECK(stored.cas != 0);
  CHECK(fixture.get("k").lookup == Lookup::Expired);
}

TEST_CASE("store/time: setting the wall clock neither kills nor revives", "[store][time]") {
  StoreFixture fixture;
  fixture.set("k", "v", fixture.in_ms(1'000));
  fixture.clock().jump_wall_ms(1'000'000'000);
  CHECK(fixture.get("k").lookup == Lookup::Hit);
  fixture.clock().advance_ms(1'000);
  fixture.clock().jump_wall_ms(-2'000'000'000);
  CHECK(fixture.get("k").lookup == Lookup::Expired);
}

TEST_CASE("store/time: touching prolongs, shortens and removes an expiry", "[store][time]") {
  StoreFixture fixture;
  fixture.set("k", "v", fixture.in_ms(10));
  fixture.touch("k", fixture.in_ms(1'000));
  fixture.clock().advance_ms(999);
  CHECK(fixture.get("k").lookup == Lookup::Hit);
  fixture.touch("k", Expiry{});
  fixture.clock().advance_ms(1'000'000);
  CHECK(fixture.get("k").lookup == Lookup::Hit);
  fixture.touch("k", fixture.in_ms(0));
  CHECK(fixture.get("k").lookup == Lookup::Expired);
}

TEST_CASE("store/time: a flush hides what was stored before, within the same moment",
          "[store][time]") {
  StoreFixture fixture;
  fixture.set("old", "v");
  const std::string large(100'000, 'l');
  fixture.set("large", large);
  fixture.store().flush({fixture.now().steady_ms}, fixture.now());
  CHECK(fixture.get("old").lookup == Lookup::Flushed);
  CHECK(fixture.get("large").lookup == Lookup::Flushed);
  CHECK(fixture.set("new", "v").outcome == Outcome::Done);
  CHECK(fixture.get("new").lookup == Lookup::Hit);
  CHECK(fixture.add("old", "again").outcome == Outcome::Done);
  CHECK(fixture.value("old") == "again");
}

TEST_CASE("store/time: a flush of the past acts at once", "[store][time]") {
  StoreFixture fixture;
  fixture.set("k", "v");
  fixture.store().flush(fixture.in_ms(-1), fixture.now());
  CHECK(fixture.get("k").lookup != Lookup::Hit);
}

TEST_CASE("store/time: a delayed flush takes everything stored before its moment",
          "[store][time]") {
  StoreFixture fixture;
  fixture.set("before", "v");
  fixture.store().flush(fixture.in_ms(2'000), fixture.now());
  fixture.clock().advance_ms(1'999);
  CHECK(fixture.get("before").lookup == Lookup::Hit);
  fixture.set("between", "v");
  CHECK(fixture.get("between").lookup == Lookup::Hit);
  fixture.clock().advance_ms(1);
  CHECK(fixture.get("before").lookup == Lookup::Flushed);
  CHECK(fixture.get("between").lookup == Lookup::Flushed);
  fixture.set("after", "v");
  CHECK(fixture.get("after").lookup == Lookup::Hit);
}

TEST_CASE("store/time: the first store after the moment of a flush survives", "[store][time]") {
  StoreFixture fixture;
  fixture.set("before", "v");
  fixture.store().flush(fixture.in_ms(1'000), fixture.now());
  fixture.clock().advance_ms(5'000);
  fixture.set("after", "v");
  CHECK(fixture.get("after").lookup == Lookup::Hit);
  CHECK(fixture.get("before").lookup == Lookup::Flushed);
}

TEST_CASE("store/time: only one flush is pending", "[store][time]") {
  SECTION("a later one replaces it") {
    StoreFixture fixture;
    fixture.set("k", "v");
    fixture.store().flush(fixture.in_ms(1'000), fixture.now());
    fixture.store().flush(fixture.in_ms(3'000), fixture.now());
    fixture.clock().advance_ms(2'999);
    CHECK(fixture.get("k").lookup == Lookup::Hit);
    fixture.clock().advance_ms(1);
    CHECK(fixture.get("k").lookup != Lookup::Hit);
  }
  SECTION("one that never comes forgets it") {
    StoreFixture fixture;
    fixture.set("k", "v");
    fixture.store().flush(fixture.in_ms(1'000), fixture.now());
    fixture.store().flush(Expiry{}, fixture.now());
    fixture.clock().advance_ms(100'000);
    CHECK(fixture.get("k").lookup == Lookup::Hit);
  }
  SECTION("one at once forgets it, too") {
    StoreFixture fixture;
    fixture.store().flush(fixture.in_ms(1'000), fixture.now());
    fixture.store().flush(fixture.in_ms(0), fixture.now());
    fixture.set("k", "v");
    fixture.clock().advance_ms(100'000);
    CHECK(fixture.get("k").lookup == Lookup::Hit);
  }
  SECTION("one that was due is not undone by the next") {
    StoreFixture fixture;
    fixture.set("k", "v");
    fixture.store().flush(fixture.in_ms(1'000), fixture.now());
    fixture.clock().advance_ms(1'500);
    fixture.store().flush(fixture.in_ms(9'000), fixture.now());
    CHECK(fixture.get("k").lookup == Lookup::Flushed);
  }
}

TEST_CASE("store/time: upkeep returns the memory of dead items without any access",
          "[store][time]") {
  StoreFixture fixture;
  const auto fill = [&](Expiry expiry) {
    for (int number = 0; number < 20'000; ++number) {
      fixture.set("key" + std::to_string(number), std::string(100, 'v'), expiry);
    }
  };
  fill(fixture.in_ms(1'000));
  fixture.set("stays", "v");
  const std::uint64_t full = fixture.store().stats().bytes;
  fixture.maintain();
  CHECK(fixture.store().stats().items == 20'001);
  fixture.clock().advance_ms(1'000);
  fixture.maintain();
  StoreStats stats = fixture.store().stats();
  CHECK(stats.items == 1);
  CHECK(stats.bytes < full / 100);
  CHECK(stats.counts.expired_unfetched == 20'000);
  CHECK(stats.counts.reclaimed == 20'000);
  CHECK(stats.counts.crawler_reclaimed == 20'000);
  CHECK(fixture.get("stays").lookup == Lookup::Hit);

  fill(Expiry{});
  fixture.store().flush(fixture.in_ms(0), fixture.now());
  fixture.maintain();
  stats = fixture.store().stats();
  CHECK(stats.items == 0);
  CHECK(stats.counts.reclaimed == 40'001);
  CHECK(stats.counts.expired_unfetched == 20'000);
  CHECK(fixture.get("stays").lookup != Lookup::Hit);
}

TEST_CASE("store/time: upkeep finds items whose expiry was shortened or removed", "[store][time]") {
  StoreFixture fixture;
  fixture.set("shortened", "v");
  fixture.set("saved", "v", fixture.in_ms(100));
  fixture.maintain();
  fixture.touch("shortened", fixture.in_ms(50));
  fixture.touch("saved", Expiry{});
  fixture.clock().advance_ms(200);
  fixture.maintain();
  CHECK(fixture.store().stats().items == 1);
  CHECK(fixture.get("saved").lookup == Lookup::Hit);
  CHECK(fixture.get("shortened").lookup != Lookup::Hit);
}

}  // namespace
}  // namespace mcbin::store
