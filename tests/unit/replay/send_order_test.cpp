#include "mcbin/replay/send_order.hpp"

#include "replay_samples.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace mcbin;
using replay::SendOrder;

namespace {

constexpr std::int64_t kMillisecondNs = 1'000'000;

/// Two connections whose requests come by turns, at these milliseconds.
replay::ReplayPlan two_connections() {
  replay::ReplayPlan plan;
  plan.connections.resize(2);
  for (const auto& [connection, at] :
       {std::pair<std::size_t, std::int64_t>{0, 0}, {1, 10}, {0, 20}, {1, 40}}) {
    plan.connections[connection].requests.push_back(
        test::planned({.time_ns = at * kMillisecondNs}));
  }
  return plan;
}

std::vector<std::pair<std::size_t, std::int64_t>> sends(SendOrder order) {
  std::vector<std::pair<std::size_t, std::int64_t>> all;
  for (; !order.ended(); order.advance()) {
    all.emplace_back(order.connection(), order.due_ns() / kMillisecondNs);
  }
  return all;
}

using Sends = std::vector<std::pair<std::size_t, std::int64_t>>;

}  // namespace

TEST_CASE("replay/send_order: the recorded moments, at any speed", "[replay][order]") {
  const auto plan = two_connections();
  CHECK(sends(SendOrder::recorded(plan, 1)) == Sends{{0, 0}, {1, 10}, {0, 20}, {1, 40}});
  CHECK(sends(SendOrder::recorded(plan, 10)) == Sends{{0, 0}, {1, 1}, {0, 2}, {1, 4}});
}

TEST_CASE("replay/send_order: a rate spreads evenly, and may rise up to its end",
          "[replay][order]") {
  const auto plan = two_connections();
  CHECK(sends(SendOrder::even(plan, {.first = 100, .last = 100})) ==
        Sends{{0, 0}, {1, 10}, {0, 20}, {1, 30}});
  CHECK(sends(SendOrder::even(plan,
                              {.first = 10, .last = 1000, .step = 2000, .step_seconds = 0.1})) ==
        Sends{{0, 0}, {1, 100}, {0, 101}, {1, 102}});
}

TEST_CASE("replay/replay_plan: pauses are shortened, connections merged and split",
          "[replay][plan]") {
  auto plan = two_connections();
  plan.duration_ns = 40 * kMillisecondNs;
  replay::shorten_pauses(plan, 10 * kMillisecondNs);
  CHECK(plan.duration_ns == 30 * kMillisecondNs);
  CHECK(plan.connections[1].requests[1].time_ns == 30 * kMillisecondNs);
  auto split = two_connections();
  replay::split_connections(split, 8);
  CHECK(split.connections.size() == 1);  // all are about one key
  CHECK(split.requests() == 4);
  replay::merge_connections(plan);
  REQUIRE(plan.connections.size() == 1);
  const auto& merged = plan.connections[0].requests;
  CHECK(std::is_sorted(merged.begin(), merged.end(), [](const auto& left, const auto& right) {
    return left.time_ns < right.time_ns;
  }));
}
