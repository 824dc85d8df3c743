// Storing, reading, joining, removing and touching: every outcome and what it leaves behind.
#include "store_fixture.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

namespace mcbin::store {
namespace {

using test::Seen;
using test::StoreFixture;
using std::string_literals::operator""s;

TEST_CASE("store/store: gives back what was set", "[store]") {
  StoreFixture fixture;
  const Expiry expiry = fixture.in_ms(1'234);
  const Stored stored = fixture.set("key", "value", expiry, 0x87654321);
  CHECK(stored.outcome == Outcome::Done);
  CHECK(stored.cas != 0);
  const Seen seen = fixture.get("key");
  CHECK(seen.lookup == Lookup::Hit);
  CHECK(seen.value == "value");
  CHECK(seen.flags == 0x87654321);
  CHECK(seen.cas == stored.cas);
  CHECK(seen.expiry == expiry);
  CHECK(fixture.get("other").lookup == Lookup::Missing);
}

TEST_CASE("store/store: keys and values of every size and byte come back", "[store]") {
  StoreFixture fixture({.memory_bytes = 256ULL << 20, .item_bytes_max = 4ULL << 20});
  const std::string every = "\0\r\n \xff"s;
  constexpr std::size_t kKeySizes[] = {1, 2, 3, 4, 5, 16, 249, 250};
  constexpr std::size_t kValueSizes[] = {
      0, 1, 3, 4, 5, 100, 16'383, 16'384, 16'385, 65'536, 300'000, 1'048'576, 3'000'000};
  for (const std::size_t key_size : kKeySizes) {
    for (const std::size_t value_size : kValueSizes) {
      std::string key(key_size, 'k');
      key.back() = every[value_size % every.size()];
      std::string value(value_size, '\0');
      for (std::size_t at = 0; at < value_size; ++at) value[at] = static_cast<char>(at * 31 + 7);
      INFO(key_size << " bytes of key, " << value_size << " of value");
      REQUIRE(fixture.set(key, value).outcome == Outcome::Done);
      const Seen seen = fixture.get(key);
      REQUIRE(seen.lookup == Lookup::Hit);
      REQUIRE((seen.value == value));
      CHECK((seen.hold != nullptr) == (value_size > kCopyOutBytesMax));
    }
  }
}

namespace {

enum class Verb : std::uint8_t { Set, Add, Replace, Append, Prepend, Remove };
enum class Cas : std::uint8_t { None, Right, Wrong };
struct Row {
  const char* name;
  Verb verb;
  bool present;
  Cas cas;
  Outcome outcome;
  const char* after;  // nullptr: nothing
};

const Row kConditions[] = {
    {"set anew", Verb::Set, false, Cas::None, Outcome::Done, "new"},
    {"set over", Verb::Set, true, Cas::None, Outcome::Done, "new"},
    {"set with a CAS, missing", Verb::Set, false, Cas::Wrong, Outcome::NotFound, nullptr},
    {"set with the CAS", Verb::Set, true, Cas::Right, Outcome::Done, "new"},
    {"set with another CAS", Verb::Set, true, Cas::Wrong, Outcome::Exists, "old"},
    {"add anew", Verb::Add, false, Cas::None, Outcome::Done, "new"},
    {"add over", Verb::Add, true, Cas::None, Outcome::Exists, "old"},
    {"add never overwrites, even with the CAS", Verb::Add, true, Cas::Right, Outcome::Exists,
     "old"},
    {"add with another CAS", Verb::Add, true, Cas::Wrong, Outcome::Exists, "old"},
    {"add with a CAS, missing", Verb::Add, false, Cas::Wrong, Outcome::NotFound, nullptr},
    {"replace nothing", Verb::Replace, false, Cas::None, Outcome::NotFound, nullptr},
    {"replace nothing with a CAS", Verb::Replace, false, Cas::Wrong, Outcome::NotFound, nullptr},
    {"replace", Verb::Replace, true, Cas::None, Outcome::Done, "new"},
    {"replace with the CAS", Verb::Replace, true, Cas::Right, Outcome::Done, "new"},
    {"replace with another CAS", Verb::Replace, true, Cas::Wrong, Outcome::Exists, "old"},
    {"append", Verb::Append, true, Cas::None, Outcome::Done, "oldnew"},
    {"append with the CAS", Verb::Append, true, Cas::Right, Outcome::Done, "oldnew"},
    {"append with another CAS", Verb::Append, true, Cas::Wrong, Outcome::Exists, "old"},
    {"append to nothing", Verb::Append, false, Cas::None, Outcome::NotStored, nullptr},
    {"append to nothing with a CAS", Verb::Append, false, Cas::Wrong, Outcome::NotStored, nullptr},
    {"prepend", Verb::Prepend, true, Cas::None, Outcome::Done, "newold"},
    {"prepend with another CAS", Verb::Prepend, true, Cas::Wrong, Outcome::Exists, "old"},
    {"prepend to nothing", Verb::Prepend, false, Cas::None, Outcome::NotStored, nullptr},
    {"remove", Verb::Remove, true, Cas::None, Outcome::Done, nullptr},
    {"remove with the CAS", Verb::Remove, true, Cas::Right, Outcome::Done, nullptr},
    {"remove with another CAS", Verb::Remove, true, Cas::Wrong, Outcome::Exists, "old"},
    {"remove nothing", Verb::Remove, false, Cas::None, Outcome::NotFound, nullptr},
    {"remove nothing with a CAS", Verb::Remove, false, Cas::Wrong, Outcome::NotFound, nullptr},
};

Stored apply(StoreFixture& fixture, Verb verb, std::uint64_t cas) {
  switch (verb) {
    case Verb::Set:
      return fixture.set("k", "new", {}, 0, cas);
    case Verb::Add:
      return fixture.add("k", "new", cas);
    case Verb::Replace:
      return fixture.replace("k", "new", cas);
    case Verb::Append:
      return fixture.append("k", "new", cas);
    case Verb::Prepend:
      return fixture.prepend("k", "new", cas);
    case Verb::Remove:
      return fixture.remove("k", cas);
  }
  return {};
}

}  // namespace

TEST_CASE("store/store: the conditions of set, add and replace", "[store]") {
  for (const Row& row : kConditions) {
    INFO(row.name);
    StoreFixture fixture;
    std::uint64_t cas = 41;
    if (row.present) cas = fixture.set("k", "old", {}, 5).cas;
    const std::uint64_t before = cas;
    if (row.cas == Cas::None) cas = 0;
    if (row.cas == Cas::Wrong) ++cas;
    const Stored stored = apply(fixture, row.verb, cas);
    CHECK(stored.outcome == row.outcome);
    const Seen seen = fixture.get("k");
    CHECK((seen.lookup == Lookup::Hit) == (row.after != nullptr));
    if (row.after != nullptr) CHECK(seen.value == row.after);
    if (row.outcome != Outcome::Done || row.verb == Verb::Remove) {
      CHECK(stored.cas == 0);
      if (row.after != nullptr) CHECK(seen.cas == before);
    } else {
      CHECK(stored.cas == seen.cas);
      if (row.present) CHECK(stored.cas > before);
    }
  }
}

TEST_CASE("store/store: joining keeps flags and expiry and gives a new CAS", "[store]") {
  StoreFixture fixture;
  const Expiry expiry = fixture.in_ms(900);
  const Stored first = fixture.set("k", "b", expiry, 77);
  const Stored empty = fixture.append("k", "");
  CHECK(empty.outcome == Outcome::Done);
  CHECK(empty.cas > first.cas);
  CHECK(fixture.append("k", "c").outcome == Outcome::Done);
  const Stored last = fixture.prepend("k", "a");
  const Seen seen = fixture.get("k");
  CHECK(seen.value == "abc");
  CHECK(seen.flags == 77);
  CHECK(seen.expiry == expiry);
  CHECK(seen.cas == last.cas);
  fixture.set("e", "");
  CHECK(fixture.append("e", "").outcome == Outcome::Done);
  CHECK(fixture.value("e") == "");
}

TEST_CASE("store/store: large values grow by joining", "[store]") {
  StoreFixture fixture;
  std::string expected(15'000, 'x');
  fixture.set("k", expected);
  for (int step = 0; step < 20; ++step) {
    const std::string piece(40'000, static_cast<char>('a' + step));
    REQUIRE(fixture.append("k", piece).outcome == Outcome::Done);
    expected += piece;
  }
  CHECK((fixture.value("k") == expected));
}

TEST_CASE("store/store: key and value together may have exactly the item limit", "[store]") {
  StoreFixture fixture({.item_bytes_max = 1'000});
  CHECK(fixture.set("abcd", std::string(996, 'v')).outcome == Outcome::Done);
  CHECK(fixture.append("abcd", "").outcome == Outcome::Done);
  CHECK(fixture.append("abcd", "v").outcome == Outcome::TooLarge);
  CHECK(fixture.prepend("abcd", "v").outcome == Outcome::TooLarge);
  CHECK(fixture.value("abcd") == std::string(996, 'v'));
  CHECK(fixture.add("abcde", std::string(996, 'v')).outcome == Outcome::TooLarge);
}

TEST_CASE("store/store: a set that is too large removes the old item", "[store]") {
  StoreFixture fixture({.item_bytes_max = 1'000});
  fixture.set("abcd", "old");
  CHECK(fixture.replace("abcd", std::string(997, 'v')).outcome == Outcome::TooLarge);
  CHECK(fixture.value("abcd") == "old");
  const Stored refused = fixture.set("abcd", std::string(997, 'v'));
  CHECK(refused.outcome == Outcome::TooLarge);
  CHECK(refused.cas == 0);
  CHECK(fixture.get("abcd").lookup == Lookup::Missing);
}

TEST_CASE("store/store: touching changes the expiry and nothing else", "[store]") {
  StoreFixture fixture;
  CHECK(fixture.touch("k", fixture.in_ms(1)).lookup == Lookup::Missing);
  const Stored stored = fixture.set("k", "v", fixture.in_ms(100), 9);
  const Touched touched = fixture.touch("k", fixture.in_ms(200));
  CHECK(touched.lookup == Lookup::Hit);
  CHECK(touched.cas == stored.cas);
  CHECK(touched.flags == 9);
  CHECK(fixture.get("k").expiry == fixture.in_ms(200));
  CHECK(fixture.get("k").cas == stored.cas);

  const Seen seen = fixture.get_and_touch("k", Expiry{});
  CHECK(seen.value == "v");
  CHECK(seen.flags == 9);
  CHECK(seen.cas == stored.cas);
  CHECK(fixture.get("k").expiry.never());
  CHECK(fixture.get_and_touch("none", Expiry{}).lookup == Lookup::Missing);
}

TEST_CASE("store/store: a CAS never comes back for a key", "[store]") {
  StoreFixture fixture;
  std::set<std::uint64_t> seen;
  const auto fresh = [&](std::uint64_t cas) { return cas != 0 && seen.insert(cas).second; };
  for (int round = 0; round < 50; ++round) {
    CHECK(fresh(fixture.set("k", "1").cas));
    CHECK(fresh(fixture.count("k", {CountDirection::Up, 0, 0, {}, 0}).cas));
    CHECK(fresh(fixture.append("k", "").cas));
    CHECK(fresh(fixture.replace("k", "2").cas));
    CHECK(fixture.remove("k").outcome == Outcome::Done);
    CHECK(fresh(fixture.add("k", "3").cas));
    fixture.store().flush({}, fixture.now());
    fixture.store().flush({fixture.now().steady_ms}, fixture.now());
    CHECK(fresh(fixture.count("k", {CountDirection::Up, 0, 5, Expiry{}, 0}).cas));
  }
}

TEST_CASE("store/store: a held value outlives its item", "[store]") {
  StoreFixture fixture;
  const std::string value(kCopyOutBytesMax + 1, 'v');
  fixture.set("k", value);
  const Store::Turn turn(fixture.store());
  ValueHold hold;
  ByteView view;
  fixture.store().get(fixture.store().key(as_bytes("k")), fixture.now(), [&](const ItemView& item) {
    hold = *item.hold;
    view = item.value;
  });
  CHECK(fixture.store().remove(fixture.store().key(as_bytes("k")), 0, fixture.now()).outcome ==
        Outcome::Done);
  CHECK((as_text(view) == value));
}

TEST_CASE("store/store: every live item is visited once", "[store]") {
  StoreFixture fixture;
  std::map<std::string, std::string> expected;
  for (int number = 0; number < 5'000; ++number) {
    const std::string key = "key" + std::to_string(number);
    std::string value(static_cast<std::size_t>(number % 40), 'v');
    if (number == 77) value.assign(200'000, 'L');
    fixture.set(key, value, {}, static_cast<std::uint32_t>(number));
    expected[key] = value;
  }
  for (int number = 0; number < 5'000; number += 3) {
    const std::string key = "key" + std::to_string(number);
    if (number % 2 == 0) {
      fixture.remove(key);
      expected.erase(key);
    } else {
      fixture.set(key, "again");
      expected[key] = "again";
    }
  }
  fixture.set("dead", "x", fixture.in_ms(1));
  fixture.clock().advance_ms(1);
  std::map<std::string, std::string> visited;
  fixture.store().for_each(fixture.now(), [&](const ItemView& item) {
    CHECK(visited.emplace(as_text(item.key), as_text(item.value)).second);
  });
  CHECK((visited == expected));
}

}  // namespace
}  // namespace mcbin::store
