// What is done to a plan that was read. Reading recordings is tested in tests/e2e/replay.
#include "mcbin/replay/replay_plan.hpp"

#include "replay_samples.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mcbin;
using codec::Opcode;
using replay::ReplayPlan;
using test::planned;

TEST_CASE("replay/replay_plan: each server gets the requests for its own keys",
          "[replay][replay_plan]") {
  ReplayPlan plan;
  plan.connections.push_back(
      {.id = 7,
       .requests = {planned({.key = "a1"}), planned({.key = "b1"}),
                    planned({.opcode = Opcode::Noop, .key = ""}), planned({.key = "a2"})}});
  plan.connections.push_back({.id = 8, .requests = {planned({.key = "b2"})}});
  spread_over_servers(plan, [](const replay::PlannedRequest& request) -> std::size_t {
    return as_text(request.frame().key).starts_with("a") ? 0 : 1;
  });
  const auto keys = [&plan](std::size_t at) {
    std::string text;
    for (const auto& request : plan.connections[at].requests) {
      text += std::string(as_text(request.frame().key)) + ",";
    }
    return text;
  };
  REQUIRE(plan.connections.size() == 3);
  CHECK(plan.connections[0].id == 7);
  CHECK(plan.connections[0].server == 0);
  CHECK(keys(0) == "a1,a2,");
  CHECK(plan.connections[1].id == 7);
  CHECK(plan.connections[1].server == 1);
  CHECK(keys(1) == "b1,,");  // what has no key stays behind what it closes
  CHECK(plan.connections[2].server == 1);
  CHECK(keys(2) == "b2,");
}
