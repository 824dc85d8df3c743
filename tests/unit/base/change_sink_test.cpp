// Moments carried between the two clocks; what the store tells is tested with the store.
#include "mcbin/base/change_sink.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>

namespace mcbin {
namespace {

constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();

TEST_CASE("base/change_sink: a moment is carried to the other clock and back", "[base]") {
  const Now now{.steady_ms = 1'000, .wall_ms = 1'700'000'000'000};
  CHECK(wall_moment(1'250, now) == 1'700'000'000'250);
  CHECK(wall_moment(400, now) == 1'699'999'999'400);
  CHECK(steady_moment(1'700'000'000'250, now) == 1'250);
  CHECK(steady_moment(1'699'999'998'000, now) == -1'000);
}

TEST_CASE("base/change_sink: a moment on disk keeps its place after a restart", "[base]") {
  const Now before{.steady_ms = 9'000'000, .wall_ms = 1'700'000'000'000};
  const Now after{.steady_ms = 50, .wall_ms = 1'700'000'003'000};
  CHECK(steady_moment(wall_moment(9'010'000, before), after) == 7'050);
}

TEST_CASE("base/change_sink: never stays never, and nothing else becomes it", "[base]") {
  const Now now{.steady_ms = 0, .wall_ms = 1'000};
  CHECK(wall_moment(kNeverMs, now) == kNeverMs);
  CHECK(steady_moment(kNeverMs, now) == kNeverMs);
  CHECK(wall_moment(kNeverMs - 1'000, now) == kNeverMs - 1);
  CHECK(wall_moment(kNeverMs - 1, now) == kNeverMs - 1);
  CHECK(steady_moment(kFirst, now) == kFirst);
  CHECK(moment_on_other_clock(0, kFirst, kNeverMs - 1) == kNeverMs - 1);
  CHECK(moment_on_other_clock(0, kNeverMs - 1, kFirst) == kFirst);
}

}  // namespace
}  // namespace mcbin
