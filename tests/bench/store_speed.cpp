// How fast the store is by itself, without sockets: gets of one thread and of two, with and without
// prefetching, and how soon the memory of expired items comes back.
//
//     mcbin_store_speed [get] [batch] [hot] [expiry]
//
// Prints each figure beside what it should be; without words, all of them.
#include "mcbin/base/clock.hpp"
#include "mcbin/store/store.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

namespace mcbin::store::bench {
namespace {

constexpr std::size_t kKeyBytes = 16;
constexpr std::size_t kValueBytes = 100;

double seconds_now() {
  using std::chrono::steady_clock;
  return std::chrono::duration<double>(steady_clock::now().time_since_epoch()).count();
}

class KeyBytes {
 public:
  explicit KeyBytes(std::uint64_t number) {
    constexpr char kDigits[] = "0123456789abcdef";
    for (std::size_t at = kKeyBytes; at-- > 0; number >>= 4U) text_[at] = kDigits[number & 0xfU];
  }
  [[nodiscard]] ByteView view() const { return as_bytes({text_.data(), text_.size()}); }

 private:
  std::array<char, kKeyBytes> text_{};
};

std::unique_ptr<Store> make_store(std::uint64_t memory_bytes) {
  auto made = Store::create({.memory_bytes = memory_bytes});
  if (!made) std::exit(1);
  return std::move(*made);
}

void fill(Store& store, std::uint64_t keys, Expiry expiry, std::uint64_t expiring_every) {
  const std::string value(kValueBytes, 'v');
  const Now now = system_clock().now();
  for (std::uint64_t number = 0; number < keys; ++number) {
    const Store::Turn turn(store);
    const bool expires = expiring_every != 0 && number % expiring_every == 0;
    const KeyBytes key(number);
    store.set(store.key(key.view()), {as_bytes(value), 0, expires ? expiry : Expiry{}, 0}, now);
  }
}

/// The keys to ask for, made beforehand so that making them is not measured.
std::vector<KeyBytes> make_keys(std::uint64_t among, std::size_t count) {
  std::vector<KeyBytes> keys;
  keys.reserve(count);
  std::uint64_t state = 88172645463325252ULL;
  for (std::size_t at = 0; at < count; ++at) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    keys.emplace_back(state % among);
  }
  return keys;
}

/// Copies values out as a server does. @return gets a second.
double get_one_by_one(Store& store, const std::vector<KeyBytes>& keys, std::size_t batch) {
  std::array<Byte, kValueBytes> copy{};
  std::uint64_t hits = 0;
  const Now now = system_clock().now();
  const double start = seconds_now();
  for (std::size_t from = 0; from < keys.size(); from += batch) {
    const Store::Turn turn(store);
    for (std::size_t at = from; at < std::min(from + batch, keys.size()); ++at) {
      const Key key = store.key(keys[at].view());
      const Lookup found =
          store.get(key, now, [&](const ItemView& item) { copy_bytes(item.value, copy); });
      hits += found == Lookup::Hit ? 1 : 0;
    }
  }
  const double seconds = seconds_now() - start;
  if (hits != keys.size()) std::printf("only %llu hits\n", static_cast<unsigned long long>(hits));
  return static_cast<double>(keys.size()) / seconds;
}

double get_prefetched(Store& store, const std::vector<KeyBytes>& keys, std::size_t batch) {
  std::array<Byte, kValueBytes> copy{};
  std::vector<Key> hashed(batch);
  const Now now = system_clock().now();
  const double start = seconds_now();
  for (std::size_t from = 0; from + batch <= keys.size(); from += batch) {
    const Store::Turn turn(store);
    for (std::size_t at = 0; at < batch; ++at) {
      hashed[at] = store.key(keys[from + at].view());
      store.prefetch(hashed[at]);
    }
    for (const Key& key : hashed) store.prefetch_item(key, Store::Loaded::Value);
    for (const Key& key : hashed) {
      store.get(key, now, [&](const ItemView& item) { copy_bytes(item.value, copy); });
    }
  }
  return static_cast<double>(keys.size()) / (seconds_now() - start);
}

template <typename Measure>
double best_of(int rounds, Measure&& measure) {
  double best = 0;
  for (int round = 0; round < rounds; ++round) best = std::max(best, measure());
  return best;
}

void measure_get() {
  constexpr std::uint64_t kItems = 1'000'000;
  constexpr std::size_t kGets = 2'000'000;
  const auto store = make_store(512ULL << 20);
  fill(*store, kItems, {}, 0);
  const auto warm = make_keys(10'000, kGets);
  const auto all = make_keys(kItems, kGets);
  const auto rate = [&](const std::vector<KeyBytes>& keys) {
    return best_of(5, [&] { return get_one_by_one(*store, keys, 20); }) / 1e6;
  };
  std::printf("get, 1 M items, asking for 10,000 of them  %6.1f M/s   >= 8\n", rate(warm));
  std::printf("get, 1 M items, asking for all             %6.1f M/s\n", rate(all));
}

void measure_batch() {
  constexpr std::uint64_t kItems = 10'000'000;
  constexpr std::size_t kGets = 2'000'000;
  const auto store = make_store(2048ULL << 20);
  fill(*store, kItems, {}, 0);
  const auto keys = make_keys(kItems, kGets);
  const double plain = best_of(3, [&] { return get_one_by_one(*store, keys, 100); });
  const double ahead = best_of(3, [&] { return get_prefetched(*store, keys, 100); });
  std::printf(
      "get, 10 M items, batches of 100            %6.1f M/s, with prefetch %.1f M/s, "
      "ratio %.2f   >= 1.5\n",
      plain / 1e6, ahead / 1e6, ahead / plain);
}

double cpu_seconds_of_thread() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

/// Gets a second of CPU, summed over the threads: what contention costs shows in it, what else runs
/// on the machine does not.
double get_hot(Store& store, int threads) {
  constexpr std::size_t kGets = 100'000;
  constexpr int kRounds = 40;
  std::atomic<int> ready{0};
  std::atomic<bool> go{false};
  std::vector<double> rates(static_cast<std::size_t>(threads));
  std::vector<std::thread> running;
  for (double& rate : rates) {
    running.emplace_back([&] {
      const std::vector<KeyBytes> keys(kGets, KeyBytes(7));
      ++ready;
      while (!go) std::this_thread::yield();
      const double start = cpu_seconds_of_thread();
      for (int round = 0; round < kRounds; ++round) get_one_by_one(store, keys, 20);
      rate = static_cast<double>(kGets) * kRounds / (cpu_seconds_of_thread() - start);
    });
  }
  while (ready < threads) std::this_thread::yield();
  go = true;
  for (std::thread& thread : running) thread.join();
  return std::accumulate(rates.begin(), rates.end(), 0.0);
}

void measure_hot() {
  const auto store = make_store(64ULL << 20);
  fill(*store, 1'000, {}, 0);
  const double one = best_of(5, [&] { return get_hot(*store, 1); });
  const double two = best_of(5, [&] { return get_hot(*store, 2); });
  std::printf(
      "get of one hot key                         %6.1f M/s, two threads %.1f M/s, "
      "ratio %.2f   >= 1.8\n",
      one / 1e6, two / 1e6, two / one);
}

void measure_expiry_of(const char* title, std::uint64_t expiring_every) {
  constexpr std::uint64_t kItems = 10'000'000;
  const auto store = make_store(2048ULL << 20);
  const Expiry expiry{system_clock().now().steady_ms + 1'000'000};
  if (expiring_every == 1) {
    fill(*store, kItems / 10, expiry, 1);
    const std::string value(kValueBytes, 'v');
    for (std::uint64_t number = kItems / 10; number < kItems; ++number) {
      const Store::Turn turn(*store);
      const KeyBytes key(number);
      store->set(store->key(key.view()), {as_bytes(value), 0, {}, 0}, system_clock().now());
    }
  } else {
    fill(*store, kItems, expiry, expiring_every);
  }
  const StoreStats before = store->stats();
  const Now after{expiry.steady_ms, 0};
  const double start = seconds_now();
  double longest = 0;
  double reclaimed_at = 0;
  // As the server does: upkeep every 10 ms, in a few slices while there is work.
  for (bool more = true; more || store->stats().items > before.items - kItems / 10;) {
    for (int slice = 0; slice < 8; ++slice) {
      const double begun = seconds_now();
      more = store->maintain(after);
      longest = std::max(longest, seconds_now() - begun);
      if (!more) break;
    }
    if (reclaimed_at == 0 && store->stats().items <= before.items - kItems / 10) {
      reclaimed_at = seconds_now() - start;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const StoreStats done = store->stats();
  std::printf(
      "1 M of 10 M expired, %-16s      %6.2f s   < 2   (%llu MiB returned, longest slice "
      "%.1f ms)\n",
      title, reclaimed_at,
      static_cast<unsigned long long>((before.memory_bytes - done.memory_bytes) >> 20U),
      longest * 1e3);
}

void measure_expiry() {
  measure_expiry_of("stored in a row", 1);
  measure_expiry_of("every tenth", 10);
}

}  // namespace
}  // namespace mcbin::store::bench

int main(int count, char** words) {
  using namespace mcbin::store::bench;
  const auto wanted = [&](const char* name) {
    return count == 1 || std::any_of(words + 1, words + count,
                                     [&](const char* word) { return std::string(word) == name; });
  };
  if (wanted("get")) measure_get();
  if (wanted("hot")) measure_hot();
  if (wanted("batch")) measure_batch();
  if (wanted("expiry")) measure_expiry();
  return 0;
}
