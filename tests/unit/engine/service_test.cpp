// What sessions share: sums over workers, and a reset that touches no worker's counters.
#include "mcbin/engine/service.hpp"

#include <catch2/catch.hpp>

namespace mcbin::engine {
namespace {

std::uint64_t total(const Service& service, Count count) {
  return service.totals()[static_cast<std::size_t>(count)];
}

TEST_CASE("engine/service: a reset starts counts afresh and keeps gauges", "[engine][service]") {
  const ManualClock clock;
  auto store = store::Store::create({.hash_seed = 1});
  REQUIRE(store.has_value());
  ServerFacts facts{.connections_now = 3, .connections_total = 10, .bytes_read = 100};
  Service service(**store, clock, {}, 2, [&] { return facts; });
  service.counters(0).add(Count::CmdGet);
  service.counters(1).add(Count::CmdGet);
  CHECK(total(service, Count::CmdGet) == 2);
  CHECK(service.facts().connections_total == 10);

  service.reset_counts();
  CHECK(total(service, Count::CmdGet) == 0);
  CHECK(service.facts().connections_total == 0);
  CHECK(service.facts().connections_now == 3);

  service.counters(1).add(Count::CmdGet);
  facts.connections_total = 12;
  facts.bytes_read = 150;
  CHECK(total(service, Count::CmdGet) == 1);
  CHECK(service.facts().connections_total == 2);
  CHECK(service.facts().bytes_read == 50);
}

TEST_CASE("engine/service: without a source the connection facts are zero", "[engine][service]") {
  const ManualClock clock;
  auto store = store::Store::create({.hash_seed = 1});
  REQUIRE(store.has_value());
  Service service(**store, clock, {}, 1, nullptr);
  CHECK(service.facts().connections_now == 0);
  service.reset_counts();
  CHECK(service.facts().accepting);
}

}  // namespace
}  // namespace mcbin::engine
