// The rule that turns requested seconds into a moment.
#include "mcbin/store/expiry.hpp"

#include <catch2/catch.hpp>

namespace mcbin::store {
namespace {

constexpr Now kNow{.steady_ms = 5'000, .wall_ms = 1'700'000'000'250};
constexpr std::int64_t kUnix = 1'700'000'000;

TEST_CASE("store/expiry: requested seconds become a steady moment", "[store][expiry]") {
  struct Row {
    const char* name;
    std::uint32_t seconds;
    std::int64_t steady_ms;
  };
  const Row rows[] = {
      {"zero never expires", 0, Expiry::kNever},
      {"one second from now", 1, 6'000},
      {"thirty days are still relative", 2'592'000, 5'000 + 2'592'000'000},
      {"one more is a time in 1970", 2'592'001, 5'000 + 2'592'001'000 - kNow.wall_ms},
      {"this very second has begun already", kUnix, 5'000 - 250},
      {"the next second of the wall clock", kUnix + 1, 5'000 + 750},
      {"the last Unix time is in 2106", 0xffffffff, 5'000 + 4'294'967'295'000 - kNow.wall_ms},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(expiry_from_seconds(row.seconds, kNow).steady_ms == row.steady_ms);
  }
}

TEST_CASE("store/expiry: an item is dead from its moment on", "[store][expiry]") {
  const Expiry expiry{5'000};
  CHECK_FALSE(expiry.passed({.steady_ms = 4'999}));
  CHECK(expiry.passed({.steady_ms = 5'000}));
  CHECK_FALSE(Expiry{}.passed({.steady_ms = Expiry::kNever - 1}));
  CHECK(Expiry{}.never());
  CHECK(expiry < Expiry{});
}

}  // namespace
}  // namespace mcbin::store
