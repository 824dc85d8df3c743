// The way from a store into records and back into another one, alone and on several threads.
#include "cmd/kept_items.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace mcbin::cmd {
namespace {

using journal::Record;
using journal::RecordType;

/// A record that owns its bytes.
struct Owned {
  Record record;
  std::string key;
  std::string value;
};

std::vector<Record> views(const std::vector<Owned>& all) {
  std::vector<Record> records;
  for (const Owned& one : all) {
    records.push_back(one.record);
    records.back().key = as_bytes(one.key);
    records.back().value = as_bytes(one.value);
  }
  return records;
}

std::unique_ptr<store::Store> make_store() {
  return std::move(store::Store::create({.memory_bytes = 64ULL << 20}).value());
}

std::string value_of(store::Store& store, const std::string& key, Now now) {
  const store::Store::Turn turn(store);
  std::string value = "-";
  static_cast<void>(store.get(store.key(as_bytes(key)), now, [&](const store::ItemView& item) {
    value = std::string(as_text(item.value)) + "/" + std::to_string(item.flags) + "/" +
            std::to_string(item.cas);
  }));
  return value;
}

TEST_CASE("cmd/kept_items: on any number of threads each key ends with its last change", "[cmd]") {
  constexpr std::uint64_t kChanges = 60'000;
  constexpr std::uint64_t kKeys = 700;
  const Now now = ManualClock().now();
  std::vector<Owned> changes;
  for (std::uint64_t at = 1; at <= kChanges; ++at) {
    const bool gone = at % 11 == 0;
    changes.push_back({.record = {.type = gone ? RecordType::Removed : RecordType::Stored,
                                  .flags = static_cast<std::uint32_t>(at % 3),
                                  .cas = gone ? 0 : at},
                       .key = "key" + std::to_string(at * 7919 % kKeys),
                       .value = gone ? "" : std::to_string(at)});
  }
  const std::vector<Record> records = views(changes);
  for (const unsigned threads : {1U, 2U, 4U}) {
    const auto store = make_store();
    ItemRestorer(*store, now, threads).play(records);
    for (std::uint64_t at = kChanges; at > kChanges - kKeys; --at) {
      const bool gone = at % 11 == 0;
      const std::string expected =
          std::to_string(at) + "/" + std::to_string(at % 3) + "/" + std::to_string(at);
      REQUIRE(value_of(*store, changes[at - 1].key, now) == (gone ? "-" : expected));
    }
  }
}

TEST_CASE("cmd/kept_items: a touch, a flush and keys that cannot be", "[cmd]") {
  const auto store = make_store();
  const Now now = ManualClock().now();
  const auto expiry = [&](std::int64_t ms) { return now.wall_ms + ms; };
  const std::vector<Owned> changes = {
      {{.cas = 5}, "flushed", "v"},
      {{.cas = 6, .expiry_wall_ms = expiry(-1)}, "touched", "v"},
      {{.type = RecordType::ExpirySet, .cas = 6, .expiry_wall_ms = expiry(10)}, "touched", ""},
      {{.cas = 7, .expiry_wall_ms = expiry(-1)}, "dead", "v"},
      {{.type = RecordType::Flushed, .cas = 5}, "", ""},
      {{.cas = 8}, "", "v"},
      {{.cas = 9}, std::string(251, 'k'), "v"},
  };
  ItemRestorer(*store, now, 2).play(views(changes));
  CHECK(value_of(*store, "flushed", now) == "-");
  CHECK(value_of(*store, "touched", now) == "v/0/6");
  CHECK(value_of(*store, "dead", now) == "-");
  const Now later{.steady_ms = now.steady_ms + 10, .wall_ms = now.wall_ms + 10};
  CHECK(value_of(*store, "touched", later) == "-");
}

TEST_CASE("cmd/kept_items: all parts of a store together are its items", "[cmd]") {
  const auto store = make_store();
  const ManualClock clock;
  {
    const store::Store::Turn turn(*store);
    for (int each = 0; each < 1000; ++each) {
      const std::string key = std::to_string(each);
      store->set(store->key(as_bytes(key)),
                 {.value = as_bytes(key), .flags = 7, .expiry = {clock.now().steady_ms + 1000}},
                 clock.now());
    }
  }
  StoreItems items(*store, clock);
  std::vector<bool> seen(1000);
  for (std::size_t part = 0; part < items.parts(); ++part) {
    items.visit_part(part, [&](const Record& item) {
      const auto number = static_cast<std::size_t>(std::stoul(std::string(as_text(item.key))));
      REQUIRE_FALSE(seen[number]);
      seen[number] = true;
      REQUIRE(same_bytes(item.key, item.value));
      REQUIRE(item.flags == 7);
      REQUIRE(item.cas > 0);
      REQUIRE(item.expiry_wall_ms == clock.now().wall_ms + 1000);
    });
  }
  CHECK(std::find(seen.begin(), seen.end(), false) == seen.end());
  CHECK(items.live_bytes() > 1000 * journal::kRecordHeaderBytes);
}

}  // namespace
}  // namespace mcbin::cmd
