// Incrementing and decrementing: creation, arithmetic, and the order of the checks.
#include "store_fixture.hpp"

#include <catch2/catch.hpp>

#include <limits>

namespace mcbin::store {
namespace {

using test::Seen;
using test::StoreFixture;

constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();

TEST_CASE("store/counting: adds modulo 2^64 and subtracts down to zero", "[store][counting]") {
  struct Row {
    const char* name;
    const char* before;
    CountDirection direction;
    std::uint64_t delta;
    std::uint64_t value;
    const char* after;
  };
  const Row rows[] = {
      {"up", "5", CountDirection::Up, 3, 8, "8"},
      {"one more digit", "9", CountDirection::Up, 1, 10, "10"},
      {"up by nothing", "7", CountDirection::Up, 0, 7, "7"},
      {"wraps", "18446744073709551615", CountDirection::Up, 1, 0, "0"},
      {"wraps all around", "5", CountDirection::Up, kMax, 4, "4"},
      {"down", "5", CountDirection::Down, 3, 2, "2"},
      {"one digit less, without padding", "10", CountDirection::Down, 1, 9, "9"},
      {"down to zero and no further", "5", CountDirection::Down, 6, 0, "0"},
      {"the delta is unsigned", "5", CountDirection::Down, kMax, 0, "0"},
      {"text behind the number goes", "12 abc", CountDirection::Up, 1, 13, "13"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    StoreFixture fixture;
    const Expiry expiry = fixture.in_ms(1'000);
    const Stored before = fixture.set("n", row.before, expiry, 0x87654321);
    const Counted counted = fixture.count("n", {row.direction, row.delta, 99, {}, before.cas});
    CHECK(counted.outcome == Outcome::Done);
    CHECK(counted.value == row.value);
    CHECK_FALSE(counted.created);
    CHECK(counted.cas > before.cas);
    const Seen after = fixture.get("n");
    CHECK(after.value == row.after);
    CHECK(after.cas == counted.cas);
    CHECK(after.flags == 0x87654321);
    CHECK(after.expiry == expiry);
  }
}

TEST_CASE("store/counting: creates a missing counter only when told to", "[store][counting]") {
  StoreFixture fixture;
  CHECK(fixture.count("n", {CountDirection::Up, 1, 40, {}, 0}).outcome == Outcome::NotFound);
  CHECK_FALSE(fixture.value("n").has_value());

  const Expiry expiry = fixture.in_ms(500);
  const Counted made = fixture.count("n", {CountDirection::Up, 1, 40, expiry, 0});
  CHECK(made.outcome == Outcome::Done);
  CHECK(made.created);
  CHECK(made.value == 40);
  const Seen seen = fixture.get("n");
  CHECK(seen.value == "40");
  CHECK(seen.cas == made.cas);
  CHECK(seen.flags == 0);
  CHECK(seen.expiry == expiry);

  const Counted next = fixture.count("n", {CountDirection::Up, 2, 40, Expiry{}, 0});
  CHECK_FALSE(next.created);
  CHECK(next.value == 42);
  CHECK(fixture.get("n").expiry == expiry);
}

TEST_CASE("store/counting: a CAS on a missing counter is not found", "[store][counting]") {
  StoreFixture fixture;
  CHECK(fixture.count("n", {CountDirection::Up, 1, 40, Expiry{}, 7}).outcome == Outcome::NotFound);
  CHECK_FALSE(fixture.value("n").has_value());
}

TEST_CASE("store/counting: the checks come in memcached's order", "[store][counting]") {
  struct Row {
    const char* name;
    const char* value;
    std::uint64_t cas_above;  // added to the right CAS
    Outcome outcome;
  };
  const Row rows[] = {
      {"an empty value comes before the CAS", "", 1, Outcome::NotANumber},
      {"an empty value is no number", "", 0, Outcome::NotANumber},
      {"the CAS comes before the text", "abc", 1, Outcome::Exists},
      {"then the text", "abc", 0, Outcome::NotANumber},
      {"another CAS", "12", 1, Outcome::Exists},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    StoreFixture fixture;
    const Stored stored = fixture.set("n", row.value);
    const Counted counted =
        fixture.count("n", {CountDirection::Up, 1, 0, Expiry{}, stored.cas + row.cas_above});
    CHECK(counted.outcome == row.outcome);
    CHECK(counted.cas == 0);
    CHECK(fixture.value("n") == row.value);
    CHECK(fixture.get("n").cas == stored.cas);
  }
}

TEST_CASE("store/counting: an expired counter is made anew", "[store][counting]") {
  StoreFixture fixture;
  fixture.set("n", "5", fixture.in_ms(10));
  fixture.clock().advance_ms(10);
  const Counted counted = fixture.count("n", {CountDirection::Down, 1, 77, Expiry{}, 0});
  CHECK(counted.created);
  CHECK(counted.value == 77);
}

TEST_CASE("store/counting: a number that would not fit the item limit is too large",
          "[store][counting]") {
  StoreFixture fixture({.item_bytes_max = 260});
  const std::string key(250, 'k');
  fixture.set(key, "9999999999");
  const Counted counted = fixture.count(key, {CountDirection::Up, 1, 0, {}, 0});
  CHECK(counted.outcome == Outcome::TooLarge);
  CHECK(fixture.value(key) == "9999999999");
  CHECK(fixture.count(key, {CountDirection::Down, 1, 0, {}, 0}).outcome == Outcome::Done);
}

}  // namespace
}  // namespace mcbin::store
