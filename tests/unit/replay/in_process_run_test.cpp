#include "mcbin/replay/in_process_run.hpp"

#include "mcbin/replay/warm_plan.hpp"
#include "replay_samples.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using codec::Opcode;
using codec::Status;
using replay::Tolerated;
using test::planned;

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

replay::ReplayPlan plan_of(std::vector<replay::PlannedRequest> requests) {
  replay::ReplayPlan plan;
  plan.start_wall_ns = 1'700'000'000 * kSecondNs;
  for (std::size_t at = 0; at < requests.size(); ++at) {
    requests[at].number = requests[at].packet = at + 1;
  }
  plan.connections.push_back({.id = 1, .requests = std::move(requests)});
  return plan;
}

replay::InProcessResult played(const replay::ReplayPlan& plan,
                               const replay::InProcessOptions& options = {}) {
  const auto nobody = [](const replay::ReplayCounts& counts) { static_cast<void>(counts); };
  auto result = replay::run_in_process(plan, options, system_clock(), nobody);
  REQUIRE(result.has_value());
  return std::move(*result);
}

const test::MadeAnswer kMiss{.status = Status::KeyNotFound, .value = "Not found"};

}  // namespace

TEST_CASE("replay/in_process_run: items expire when they did", "[replay][in_process]") {
  const auto set = planned({.opcode = Opcode::Set, .value = "v", .expiry_seconds = 10},
                           {.opcode = Opcode::Set, .cas = 5});
  const auto at = [](std::int64_t seconds) {
    return test::MadeRequest{.time_ns = seconds * kSecondNs};
  };
  const auto plan =
      plan_of({set, planned(at(7), {.value = "v", .flags = 7, .cas = 5}), planned(at(13), kMiss)});
  const auto result = played(plan);
  CHECK(result.run.counts.requests_sent == 3);
  CHECK(result.run.counts.answers_checked == 3);
  CHECK(result.run.counts.differences == 0);
  CHECK(result.run.counts.tolerated[static_cast<std::size_t>(Tolerated::Ttl)] == 0);
  CHECK(result.run.counts.hits == 1);
}

TEST_CASE("replay/in_process_run: a recorded lie is one difference", "[replay][in_process]") {
  const auto plan =
      plan_of({planned({.opcode = Opcode::Set, .value = "v"}, {.opcode = Opcode::Set, .cas = 5}),
               planned({}, {.value = "w", .flags = 7, .cas = 5})});
  const auto result = played(plan);
  CHECK(result.run.counts.differences == 1);
  REQUIRE(result.run.counts.shown.size() == 1);
  CHECK(result.run.counts.shown[0].request == 2);
}

TEST_CASE("replay/in_process_run: what was there before is cold, or warmed",
          "[replay][in_process]") {
  const auto plan = plan_of({planned({.key = "old"}, {.value = "v", .flags = 9, .cas = 5}),
                             planned({.opcode = Opcode::Set, .key = "old", .value = "w", .cas = 5},
                                     {.opcode = Opcode::Set, .cas = 6})});
  const auto cold = played(plan);
  CHECK(cold.run.counts.tolerated[static_cast<std::size_t>(Tolerated::Cold)] == 2);
  CHECK(cold.run.counts.differences == 0);
  CHECK(replay::warm_plan(plan).requests() == 1);
  const auto warm = played(plan, {.warm = true});
  CHECK(warm.run.warmed == 1);
  CHECK(warm.run.counts.hits == 1);
  CHECK(warm.run.counts.differences == 0);
  CHECK(warm.run.counts.tolerated[static_cast<std::size_t>(Tolerated::Cold)] == 0);
}
