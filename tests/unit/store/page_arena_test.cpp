#include "mcbin/store/page_arena.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace mcbin::store {
namespace {

TEST_CASE("store/page_arena: pages count from taking to giving", "[store][arena]") {
  PageArena arena(10 * kPageBytes, 40 * kPageBytes);
  REQUIRE(arena.valid());
  Byte* const four = arena.take(4);
  Byte* const six = arena.take(6);
  REQUIRE(four != nullptr);
  REQUIRE(six != nullptr);
  CHECK(arena.budget().used() == 10 * kPageBytes);
  CHECK(arena.take(1) == nullptr);
  arena.give(four, 4);
  CHECK(arena.budget().left() == 4 * kPageBytes);
  CHECK(arena.take(5) == nullptr);
  CHECK(arena.take(4) != nullptr);
}

TEST_CASE("store/page_arena: pages are zero, also when used before", "[store][arena]") {
  PageArena arena(8 * kPageBytes, 8 * kPageBytes);
  for (int round = 0; round < 3; ++round) {
    Byte* const at = arena.take(8);
    REQUIRE(at != nullptr);
    CHECK(std::all_of(at, at + 8 * kPageBytes, [](Byte byte) { return byte == 0; }));
    std::fill(at, at + 8 * kPageBytes, Byte{0xEE});
    arena.give(at, 8);
  }
}

TEST_CASE("store/page_arena: neighbours become one again, whatever the order", "[store][arena]") {
  const int orders[][3] = {{0, 1, 2}, {2, 1, 0}, {0, 2, 1}, {1, 0, 2}};
  for (const auto& order : orders) {
    PageArena arena(9 * kPageBytes, 9 * kPageBytes);
    Byte* const runs[] = {arena.take(3), arena.take(3), arena.take(3)};
    for (const int at : order) arena.give(runs[at], 3);
    CHECK(arena.take(9) != nullptr);
  }
}

}  // namespace
}  // namespace mcbin::store
