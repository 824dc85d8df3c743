// Both clocks of both kinds.
#include "mcbin/base/clock.hpp"

#include <catch2/catch.hpp>

#include <ctime>

namespace mcbin {
namespace {

TEST_CASE("base/clock: the manual clock moves only when told", "[base][clock]") {
  ManualClock clock({.steady_ms = 10, .wall_ms = 2000});
  CHECK(clock.now().steady_ms == 10);
  clock.advance_ms(5);
  CHECK(clock.now().steady_ms == 15);
  CHECK(clock.now().wall_ms == 2005);
  clock.jump_wall_ms(-1000);
  CHECK(clock.now().steady_ms == 15);
  CHECK(clock.now().wall_ms == 1005);
  CHECK(clock.steady_ns() == 15'000'000);
  CHECK(clock.wall_ms() == clock.now().wall_ms);
}

TEST_CASE("base/clock: the system clock is the machine's", "[base][clock]") {
  const Now first = system_clock().now();
  const Now second = system_clock().now();
  CHECK(second.steady_ms >= first.steady_ms);
  constexpr std::int64_t kMsPerSecond = 1000;
  constexpr std::int64_t kToleranceSeconds = 60;
  const std::int64_t apart = first.wall_ms / kMsPerSecond - std::time(nullptr);
  CHECK(apart < kToleranceSeconds);
  CHECK(apart > -kToleranceSeconds);
}

TEST_CASE("base/clock: nanoseconds are those of the steady clock", "[base][clock]") {
  constexpr std::int64_t kNsPerMs = 1'000'000;
  const std::int64_t before = system_clock().now().steady_ms;
  const std::int64_t measured = system_clock().steady_ns();
  const std::int64_t after = system_clock().now().steady_ms;
  CHECK(measured / kNsPerMs >= before);
  CHECK(measured / kNsPerMs <= after);
}

}  // namespace
}  // namespace mcbin
