// What the store tells about changes, and that a store made from nothing else is the same one.
#include "store_fixture.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace mcbin::store {
namespace {

using test::Seen;
using test::StoreFixture;

/// A change that owns its bytes.
struct Told {
  enum class Kind { Stored, Removed, ExpirySet, Flushed, FlushAt } kind;
  std::string key;
  std::string value;
  std::uint32_t flags = 0;
  std::uint64_t cas = 0;
  std::int64_t wall_ms = kNeverMs;
};

class Listener final : public ChangeSink {
 public:
  std::uint64_t stored(const StoredChange& change) override {
    return add({Told::Kind::Stored, std::string(as_text(change.key)),
                std::string(as_text(change.value)), change.flags, change.cas,
                change.expiry_wall_ms});
  }
  std::uint64_t removed(ByteView key) override {
    return add({Told::Kind::Removed, std::string(as_text(key)), {}});
  }
  std::uint64_t expiry_set(ByteView key, std::uint64_t cas, std::int64_t wall_ms) override {
    return add({Told::Kind::ExpirySet, std::string(as_text(key)), {}, 0, cas, wall_ms});
  }
  std::uint64_t flushed(std::uint64_t cas) override {
    return add({Told::Kind::Flushed, {}, {}, 0, cas});
  }
  std::uint64_t flush_at(std::int64_t wall_ms) override {
    return add({Told::Kind::FlushAt, {}, {}, 0, 0, wall_ms});
  }

  /// What came since the last call, in short.
  std::vector<std::string> lines() {
    std::vector<std::string> lines;
    for (; seen_ < all.size(); ++seen_) {
      constexpr const char* kNames[] = {"stored", "removed", "expiry", "flushed", "flush_at"};
      const Told& told = all[seen_];
      std::string line = kNames[static_cast<int>(told.kind)];
      if (!told.key.empty()) line += " " + told.key;
      if (!told.value.empty()) line += "=" + told.value;
      lines.push_back(line);
    }
    return lines;
  }

  std::vector<Told> all;

 private:
  std::uint64_t add(Told told) {
    all.push_back(std::move(told));
    return all.size();
  }
  std::size_t seen_ = 0;
};

using Lines = std::vector<std::string>;

TEST_CASE("store/telling: every change is told as a result, and nothing else", "[store][telling]") {
  StoreFixture fixture({.item_bytes_max = 1000});
  Listener heard;
  fixture.store().tell_changes_to(heard);
  fixture.set("k", "5");
  CHECK(heard.lines() == Lines{"stored k=5"});
  fixture.append("k", "1");
  fixture.prepend("k", "2");
  CHECK(heard.lines() == Lines{"stored k=51", "stored k=251"});
  fixture.count("k", {.direction = CountDirection::Down, .delta = 1});
  fixture.count("new", {.initial = 7, .create = Expiry{}});
  CHECK(heard.lines() == Lines{"stored k=250", "stored new=7"});
  fixture.add("k", "no");
  fixture.replace("none", "no");
  fixture.append("none", "no");
  fixture.set("k", "no", {}, 0, 12345);
  fixture.remove("k", 12345);
  fixture.touch("none", {});
  fixture.get("k");
  CHECK(heard.lines() == Lines{});
  fixture.touch("k", fixture.in_ms(1000));
  CHECK(heard.lines() == Lines{"expiry k"});
  CHECK(heard.all.back().wall_ms == fixture.now().wall_ms + 1000);
  CHECK(heard.all.back().cas == fixture.get("k").cas);
  fixture.remove("k");
  fixture.remove("none");  // it may have been evicted here, and be kept elsewhere
  CHECK(heard.lines() == Lines{"removed k", "removed none"});
  fixture.set("none", std::string(1000, 'v'));  // refused
  CHECK(heard.lines() == Lines{"removed none"});
  fixture.store().flush(fixture.in_ms(1000), fixture.now());
  CHECK(heard.lines() == Lines{"flush_at"});
  CHECK(heard.all.back().wall_ms == fixture.now().wall_ms + 1000);
  fixture.clock().advance_ms(1000);
  fixture.get("new");
  CHECK(heard.lines() == Lines{"flushed"});
  fixture.set("k", "v", fixture.in_ms(500), 9);
  CHECK(heard.lines() == Lines{"stored k=v"});
  CHECK(heard.all.back().flags == 9);
  CHECK(heard.all.back().wall_ms == fixture.now().wall_ms + 500);
}

/// Plays `told` into the store of `fixture`, as recovery does.
void play(const std::vector<Told>& all, StoreFixture& fixture) {
  Store& store = fixture.store();
  const Store::Turn turn(store);
  const Now now = fixture.now();
  std::uint64_t cas_last = 0;
  for (const Told& told : all) {
    const Key key = store.key(as_bytes(told.key));
    const Expiry expiry{steady_moment(told.wall_ms, now)};
    cas_last = std::max(cas_last, told.cas);
    switch (told.kind) {
      case Told::Kind::Stored:
        store.restore(key, {as_bytes(told.value), told.flags, told.cas, expiry}, now);
        break;
      case Told::Kind::Removed:
        store.restore_removed(key);
        break;
      case Told::Kind::ExpirySet:
        store.restore_expiry(key, told.cas, expiry);
        break;
      case Told::Kind::Flushed:
        store.restore_generations(0, told.cas);
        break;
      case Told::Kind::FlushAt:
        break;
    }
  }
  store.restore_generations(cas_last, 0);
}

TEST_CASE("store/telling: what was told makes the same store, less what was evicted",
          "[store][telling]") {
  StoreFixture fixture({.memory_bytes = 1ULL << 20, .item_bytes_max = 100'000});
  Listener heard;
  fixture.store().tell_changes_to(heard);
  std::mt19937 random(7);
  std::map<std::string, bool> removed;
  for (int step = 0; step < 60'000; ++step) {
    const std::string key = "key" + std::to_string(random() % 5000);
    const Expiry expiry = random() % 4 == 0
                              ? fixture.in_ms(1 + static_cast<std::int64_t>(random() % 3000))
                              : Expiry{};
    const auto size =
        static_cast<std::size_t>(random() % 100 == 0 ? random() % 50'000 : random() % 400);
    removed[key] = false;
    switch (random() % 8) {
      case 0:
        fixture.remove(key);
        removed[key] = true;
        break;
      case 1:
        fixture.touch(key, expiry);
        break;
      case 2:
        fixture.append(key, "more");
        break;
      case 3:
        fixture.count(key, {.delta = 3, .initial = 1, .create = expiry});
        break;
      default:
        fixture.set(key, std::string(size, static_cast<char>('a' + step % 26)), expiry,
                    static_cast<std::uint32_t>(random() % 3));
    }
    if (step % 100 == 0) fixture.clock().advance_ms(7);
    if (step == 30'000) fixture.store().flush(Expiry{fixture.now().steady_ms}, fixture.now());
  }
  REQUIRE(fixture.store().stats().counts.evictions() > 0);
  StoreFixture copy({.memory_bytes = 256ULL << 20, .item_bytes_max = 100'000});
  copy.clock().advance_ms(fixture.now().steady_ms - copy.now().steady_ms);
  play(heard.all, copy);
  std::size_t items = 0;
  fixture.store().for_each(fixture.now(), [&](const ItemView& item) {
    ++items;
    const Seen seen = copy.get(as_text(item.key));
    REQUIRE(seen.lookup == Lookup::Hit);
    REQUIRE(seen.value == as_text(item.value));
    REQUIRE(seen.flags == item.flags);
    REQUIRE(seen.cas == item.cas);
    REQUIRE(seen.expiry == item.expiry);
  });
  CHECK(items > 100);
  for (const auto& entry : removed) {
    if (entry.second) REQUIRE(copy.get(entry.first).lookup != Lookup::Hit);
  }
  CHECK(copy.set("next", "v").cas > fixture.set("next", "v").cas - 1);
}

TEST_CASE("store/telling: a part is visited alone, all parts are everything", "[store][telling]") {
  StoreFixture fixture({.memory_bytes = 8ULL << 20});
  for (int each = 0; each < 1000; ++each) fixture.set("key" + std::to_string(each), "v");
  REQUIRE(fixture.store().parts() > 1);
  std::map<std::string, std::size_t> parts;
  for (std::size_t part = 0; part < fixture.store().parts(); ++part) {
    fixture.store().visit_part(part, fixture.now(), [&](const ItemView& item) {
      REQUIRE(parts.try_emplace(std::string(as_text(item.key)), part).second);
    });
  }
  CHECK(parts.size() == 1000);
}

TEST_CASE("store/telling: what is restored too large leaves the key without an item",
          "[store][telling]") {
  StoreFixture fixture({.item_bytes_max = 1000});
  Store& store = fixture.store();
  const auto restore = [&](std::string_view value, std::uint64_t cas, Expiry expiry) {
    const Store::Turn turn(store);
    store.restore(store.key(as_bytes("k")), {as_bytes(value), 1, cas, expiry}, fixture.now());
  };
  restore("old", 5, {});
  CHECK(fixture.get("k").cas == 5);
  restore("dead", 6, fixture.in_ms(0));
  CHECK(fixture.get("k").lookup == Lookup::Expired);
  restore("touched", 7, fixture.in_ms(0));
  {
    const Store::Turn turn(store);
    store.restore_expiry(store.key(as_bytes("k")), 6, {});  // of another version
    store.restore_expiry(store.key(as_bytes("k")), 7, fixture.in_ms(1));
  }
  CHECK(fixture.value("k") == "touched");
  restore(std::string(1000, 'v'), 8, {});
  CHECK(fixture.get("k").lookup == Lookup::Missing);
  restore("flushed", 9, {});
  store.restore_generations(20, 9);
  CHECK(fixture.get("k").lookup == Lookup::Flushed);
  CHECK(fixture.set("k", "v").cas == 21);
}

}  // namespace
}  // namespace mcbin::store
