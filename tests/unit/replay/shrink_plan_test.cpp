#include "mcbin/replay/shrink_plan.hpp"

#include "replay_samples.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace mcbin;
using replay::ReplayPlan;
using replay::shrink_plan;
using test::planned;

namespace {

constexpr std::size_t kConnections = 8;
constexpr std::size_t kRequests = 40;

/// Requests for ten keys on each connection, numbered from 1.
ReplayPlan large_plan() {
  static std::vector<std::string> keys;
  if (keys.empty()) {
    for (int key = 0; key < 10; ++key) keys.push_back("key:" + std::to_string(key));
  }
  ReplayPlan plan;
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < kConnections; ++at) {
    replay::PlannedConnection connection{.id = at + 1};
    for (std::size_t request = 0; request < kRequests; ++request) {
      connection.requests.push_back(planned({.key = keys[request % keys.size()]}));
      connection.requests.back().number = ++number;
    }
    plan.connections.push_back(std::move(connection));
  }
  return plan;
}

std::set<std::uint64_t> numbers_of(const ReplayPlan& plan) {
  std::set<std::uint64_t> numbers;
  for (const auto& connection : plan.connections) {
    for (const auto& request : connection.requests) numbers.insert(request.number);
  }
  return numbers;
}

}  // namespace

TEST_CASE("replay/shrink_plan: what is needed stays, in its order", "[replay][shrink]") {
  const ReplayPlan plan = large_plan();
  // Of one connection, of two, of the same key and of others.
  for (const std::set<std::uint64_t>& needed :
       {std::set<std::uint64_t>{7}, {1, 320}, {12, 22, 145}, {3, 4, 5, 6, 100, 200}}) {
    std::size_t calls = 0;
    const auto still_fails = [&](const ReplayPlan& part) -> Result<bool> {
      ++calls;
      const auto numbers = numbers_of(part);
      return std::includes(numbers.begin(), numbers.end(), needed.begin(), needed.end());
    };
    const auto shrunk = shrink_plan(plan, 10'000, still_fails);
    REQUIRE(shrunk);
    CHECK(numbers_of(shrunk->plan) == needed);
    CHECK(shrunk->smallest);
    CHECK(shrunk->tries == calls);
    CHECK(calls < 300);
    for (const auto& connection : shrunk->plan.connections) {
      CHECK(connection.id == (connection.requests.front().number - 1) / kRequests + 1);
      CHECK(std::is_sorted(
          connection.requests.begin(), connection.requests.end(),
          [](const auto& left, const auto& right) { return left.number < right.number; }));
    }
  }
}

TEST_CASE("replay/shrink_plan: tries are bounded, and an error ends it", "[replay][shrink]") {
  const ReplayPlan plan = large_plan();
  std::size_t calls = 0;
  const auto never = [&calls](const ReplayPlan& part) -> Result<bool> {
    static_cast<void>(part);
    ++calls;
    return false;
  };
  const auto shrunk = shrink_plan(plan, 25, never);
  REQUIRE(shrunk);
  CHECK(calls == 25);
  CHECK_FALSE(shrunk->smallest);
  CHECK(shrunk->plan.requests() == plan.requests());

  const auto broken = [](const ReplayPlan& part) -> Result<bool> {
    static_cast<void>(part);
    return fail(Errc::ConnectFailed, 0, "gone");
  };
  const auto failed = shrink_plan(plan, 25, broken);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == Errc::ConnectFailed);
}
