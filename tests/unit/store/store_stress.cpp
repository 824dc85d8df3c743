// Races every way in which the store moves, drops and reuses memory against readers and writers,
// and checks each answer against what the key may hold at that moment:
//
//     mcbin_store_stress [SECONDS]
//
// Each key has one writer. A reader notes what was finished before its get and what was begun after
// it: the version it sees must lie between, be whole, not be expired, and not be older than a flush
// that lies between the two. Exit status 1 and a line for each class of mistake.
#include "mcbin/base/clock.hpp"
#include "mcbin/store/store.hpp"
#include "store_stress_checks.hpp"

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <random>
#include <thread>
#include <vector>

namespace mcbin::store::test {
namespace {

constexpr std::size_t kWriters = 2;
constexpr std::size_t kReaders = 2;
constexpr std::uint32_t kKeys = 40'000;
constexpr std::uint64_t kMemoryBytes = 3ULL << 20;
constexpr std::size_t kTurnOperations = 16;

struct Race {
  explicit Race(std::unique_ptr<Store> made) : store(std::move(made)), keys(kKeys) {}

  std::unique_ptr<Store> store;
  std::vector<KeyHistory> keys;
  FlushHistory flushes;
  Mistakes mistakes;
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> hits{0};
  std::atomic<std::uint64_t> stores{0};
};

Now now() {
  return system_clock().now();
}

/// Few keys get most of the traffic, so that there is something to keep.
std::uint32_t pick_key(std::mt19937_64& random) {
  const std::uint64_t wide = random() % kKeys;
  return static_cast<std::uint32_t>(random() % 4 == 0 ? wide : wide % 2'000);
}

/// Of every band, and sometimes with pages of its own.
std::size_t pick_size(std::mt19937_64& random) {
  switch (random() % 40) {
    case 0:
      return 16'000 + random() % 40'000;
    case 1:
    case 2:
      return 2'000 + random() % 8'000;
    case 3:
    case 4:
    case 5:
      return 256 + random() % 1'700;
    default:
      return random() % 200;
  }
}

void write_one(Race& race, std::uint32_t number, std::uint64_t& cas, std::mt19937_64& random) {
  Store& store = *race.store;
  KeyHistory& history = race.keys[number];
  const KeyText text(number);
  const Key key = store.key(text.bytes());
  const std::uint64_t sequence = history.begin();
  const Now at = now();
  const std::uint64_t kind = random() % 16;
  if (kind == 0) {
    store.remove(key, 0, at);
    return history.finish(sequence, Ending::Removed, race.flushes);
  }
  Expiry expiry;
  if (kind < 5) expiry.steady_ms = at.steady_ms + static_cast<std::int64_t>(random() % 300);
  const ByteVector value = make_value(number, sequence, expiry, pick_size(random));
  const NewItem item{value, number % 3, expiry, kind == 6 ? cas : 0};
  const Stored stored = kind == 7 ? store.replace(key, item, at) : store.set(key, item, at);
  if (stored.outcome == Outcome::Done) {
    race.mistakes.expect(stored.cas > cas, "a CAS did not grow");
    cas = stored.cas;
    race.stores.fetch_add(1, std::memory_order_relaxed);
    return history.finish(sequence, Ending::Stored, race.flushes);
  }
  const bool gone = (kind == 6 || kind == 7) && stored.outcome == Outcome::NotFound;
  race.mistakes.expect(gone, "a write of the key's only writer was refused");
  history.finish(sequence, Ending::Refused, race.flushes);
}

void write(Race& race, std::size_t writer) {
  std::mt19937_64 random(writer + 1);
  std::vector<std::uint64_t> cas(kKeys, 0);
  while (!race.stop) {
    const Store::Turn turn(*race.store);
    for (std::size_t at = 0; at < kTurnOperations; ++at) {
      const std::uint32_t key = pick_key(random);
      const auto own = static_cast<std::uint32_t>(key - key % kWriters + writer);
      write_one(race, own, cas[own], random);
    }
  }
}

struct Held {
  ValueHold hold;
  ByteView value;
  std::uint32_t key = 0;
};

void read_one(Race& race, std::uint32_t number, std::deque<Held>& held) {
  const KeyText text(number);
  const Key key = race.store->key(text.bytes());
  race.store->prefetch(key);
  race.store->prefetch_item(key, Store::Loaded::Value);
  const Bounds bounds = race.keys[number].before_read(race.flushes);
  const Now at = now();
  SeenValue seen;
  const Lookup lookup = race.store->get(key, at, [&](const ItemView& item) {
    seen = read_value(item, number, race.mistakes);
    if (item.hold != nullptr) held.push_back({*item.hold, item.value, number});
  });
  if (lookup != Lookup::Hit) return;
  race.hits.fetch_add(1, std::memory_order_relaxed);
  check_seen(seen, bounds, race.keys[number].begun(), at, race.mistakes);
}

void read(Race& race, std::size_t reader) {
  constexpr std::size_t kHeldMax = 20;
  std::mt19937_64 random(1'000 + reader);
  std::deque<Held> held;
  while (!race.stop) {
    {
      const Store::Turn turn(*race.store);
      for (std::size_t at = 0; at < kTurnOperations; ++at) {
        read_one(race, pick_key(random), held);
      }
    }
    // What is held lives across turns, whatever has become of its item.
    for (; held.size() > kHeldMax; held.pop_front()) {
      check_whole(held.front().value, held.front().key, race.mistakes);
    }
  }
}

/// Two keys that count up: a counter that was not made anew is one more than before.
void count(Race& race) {
  std::uint64_t last[2] = {0, 0};
  while (!race.stop) {
    const Store::Turn turn(*race.store);
    for (std::uint32_t at = 0; at < 2; ++at) {
      const KeyText text(kKeys + at);
      const Counted counted = race.store->count(race.store->key(text.bytes()),
                                                {CountDirection::Up, 1, 1, Expiry{}, 0}, now());
      race.mistakes.expect(counted.outcome == Outcome::Done, "a counter was refused");
      const bool right = counted.created ? counted.value == 1 : counted.value == last[at] + 1;
      race.mistakes.expect(right, "a counter lost an increment");
      last[at] = counted.value;
    }
  }
}

void walk(Race& race) {
  std::vector<bool> visited(kKeys + 2, false);
  race.store->for_each(now(), [&](const ItemView& item) {
    const std::uint32_t number = key_number(item.key);
    if (number >= kKeys) return;
    race.mistakes.expect(!visited[number], "a walk saw a key twice");
    visited[number] = true;
    check_whole(item.value, number, race.mistakes);
  });
}

void keep_up(Race& race) {
  for (std::uint64_t round = 1; !race.stop; ++round) {
    race.store->maintain(now());
    const StoreStats stats = race.store->stats();
    race.mistakes.expect(stats.memory_bytes <= kMemoryBytes, "more memory than the limit");
    if (round % 16 == 0) walk(race);
    if (round % 256 == 0) {
      const std::uint64_t flush = race.flushes.begin();
      race.store->flush({now().steady_ms}, now());
      race.flushes.finish(flush);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

int run(int seconds) {
  Race race(
      std::move(Store::create({.memory_bytes = kMemoryBytes, .item_bytes_max = 100'000}).value()));
  std::vector<std::thread> threads;
  for (std::size_t at = 0; at < kWriters; ++at) threads.emplace_back(write, std::ref(race), at);
  for (std::size_t at = 0; at < kReaders; ++at) threads.emplace_back(read, std::ref(race), at);
  threads.emplace_back(count, std::ref(race));
  threads.emplace_back(keep_up, std::ref(race));
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  race.stop = true;
  for (std::thread& thread : threads) thread.join();
  const StoreStats stats = race.store->stats();
  std::printf(
      "%llu stores, %llu hits, %llu evictions, %llu reclaimed, %llu bytes moved, "
      "%llu index slots\n",
      static_cast<unsigned long long>(race.stores.load()),
      static_cast<unsigned long long>(race.hits.load()),
      static_cast<unsigned long long>(stats.counts.evictions()),
      static_cast<unsigned long long>(stats.counts.reclaimed),
      static_cast<unsigned long long>(stats.moved_bytes),
      static_cast<unsigned long long>(stats.index_slots));
  const bool raced = race.hits > 0 && stats.counts.evictions() > 0 && stats.counts.reclaimed > 0;
  race.mistakes.expect(raced, "nothing was raced");
  return race.mistakes.report();
}

}  // namespace
}  // namespace mcbin::store::test

int main(int count, char** words) {
  constexpr int kDefaultSeconds = 3;
  return mcbin::store::test::run(count > 1 ? std::atoi(words[1]) : kDefaultSeconds);
}
