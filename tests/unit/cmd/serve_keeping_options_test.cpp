#include "cmd/serve_keeping_options.hpp"

#include <catch2/catch.hpp>

namespace mcbin::cmd {
namespace {

TEST_CASE("cmd/serve_keeping_options: what each value means", "[cmd]") {
  const auto plan = [](const char* how) {
    return plan_keeping({.data_dir = "/data", .durability = how}).value();
  };
  CHECK_FALSE(plan("none").has_value());
  CHECK(plan("always")->journal.durability == journal::Durability::Always);
  CHECK(plan("interval")->journal.durability == journal::Durability::Interval);
  CHECK(plan("interval")->journal.interval == std::chrono::seconds(1));
  CHECK(plan("interval=20ms")->journal.interval == std::chrono::milliseconds(20));
  CHECK(plan("interval=1h")->journal.interval == std::chrono::hours(1));
  CHECK(plan("interval=1h")->directory == "/data");
  CHECK(plan("interval")->damage == journal::LogRecoveryOptions::Damage::Refuse);
  const auto salvage =
      plan_keeping({.data_dir = "/data", .durability = "always", .recover = "salvage"});
  CHECK((*salvage)->damage == journal::LogRecoveryOptions::Damage::Skip);
}

TEST_CASE("cmd/serve_keeping_options: what cannot work is refused by name", "[cmd]") {
  for (const char* const how : {"", "interval=", "interval=19ms", "interval=61m", "interval=x",
                                "intervals", "alway", "Always", "interval 1s"}) {
    INFO(how);
    const auto plan = plan_keeping({.data_dir = "/data", .durability = how});
    REQUIRE_FALSE(plan.has_value());
    CHECK(plan.error().code == Errc::BadConfiguration);
    CHECK(plan.error().detail.find("--durability") != std::string::npos);
  }
  CHECK(plan_keeping({.durability = "always"}).error().detail.find("--data-dir") !=
        std::string::npos);
  CHECK_FALSE(plan_keeping({.data_dir = "", .durability = "always"}).has_value());
}

}  // namespace
}  // namespace mcbin::cmd
