#include "mcbin/store/eviction_policy.hpp"

#include <catch2/catch.hpp>

namespace mcbin::store {
namespace {

QueueFigures figures(std::uint64_t bytes, std::uint64_t oldest_at, std::uint64_t mean) {
  return {bytes, true, oldest_at, mean};
}

TEST_CASE("store/eviction_policy: nothing to evict, nothing chosen", "[store][policy]") {
  CHECK_FALSE(choose_eviction({}, 1'000).has_value());
}

TEST_CASE("store/eviction_policy: the small queue goes while it holds more than its share",
          "[store][policy]") {
  struct Row {
    const char* name;
    QueueFigures small;
    QueueFigures main;
    Queue queue;
  };
  const Row rows[] = {
      {"far more", figures(500, 0, 100), figures(500, 0, 100), Queue::Small},
      {"a little more", figures(210, 0, 100), figures(790, 0, 100), Queue::Small},
      {"less", figures(190, 0, 100), figures(810, 0, 100), Queue::Main},
      {"nothing in main", figures(10, 0, 100), {}, Queue::Small},
      {"nothing sealed in small", {}, figures(10, 0, 100), Queue::Main},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CacheFigures cache{};
    cache[1] = {row.small, row.main};
    const auto choice = choose_eviction(cache, 1'000);
    REQUIRE(choice.has_value());
    CHECK(choice->band == 1);
    CHECK(choice->queue == row.queue);
  }
}

TEST_CASE("store/eviction_policy: age and size weigh against each other", "[store][policy]") {
  CacheFigures cache{};
  cache[0][1] = figures(1'000'000, 0, 100);
  cache[2][1] = figures(1'000'000, 0, 10'000);
  CHECK(choose_eviction(cache, 1'000'000)->band == 2);  // as old, but larger
  cache[2][1].oldest_at = 990'000;
  CHECK(choose_eviction(cache, 1'000'000)->band == 0);  // larger, but young
  cache[0][0] = figures(900'000, 900'000, 100);         // a small queue counts for its whole band
  CHECK(choose_eviction(cache, 1'000'000)->queue == Queue::Small);
}

}  // namespace
}  // namespace mcbin::store
