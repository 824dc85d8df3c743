// Counts per key prefix, and that no client can make them grow without end.
#include "mcbin/engine/prefix_stats.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::engine {
namespace {

TEST_CASE("engine/prefix_stats: counts by the part before the first colon",
          "[engine][prefix_stats]") {
  PrefixStats stats;
  stats.enable();
  stats.get_hit(as_bytes("b:1"));
  stats.get_miss(as_bytes("b:2:3"));
  stats.set(as_bytes("a:"));
  stats.remove(as_bytes("a:x"));
  stats.set(as_bytes("no delimiter"));
  CHECK(stats.dump() ==
        "PREFIX a get 0 hit 0 set 1 del 1\r\n"
        "PREFIX b get 2 hit 1 set 0 del 0\r\n"
        "END\r\n");
  stats.clear();
  CHECK(stats.dump() == "END\r\n");
}

TEST_CASE("engine/prefix_stats: counts nothing while disabled", "[engine][prefix_stats]") {
  PrefixStats stats;
  stats.set(as_bytes("a:1"));
  CHECK(stats.dump() == "END\r\n");
  stats.enable();
  stats.set(as_bytes("a:1"));
  stats.disable();
  stats.set(as_bytes("a:1"));
  CHECK(stats.dump() == "PREFIX a get 0 hit 0 set 1 del 0\r\nEND\r\n");
}

TEST_CASE("engine/prefix_stats: the table is bounded", "[engine][prefix_stats]") {
  PrefixStats stats;
  stats.enable();
  for (std::size_t at = 0; at < 2 * PrefixStats::kPrefixesMax; ++at) {
    stats.set(as_bytes(std::to_string(at) + ":k"));
  }
  const std::string dump = stats.dump();
  CHECK(static_cast<std::size_t>(std::count(dump.begin(), dump.end(), '\n')) ==
        PrefixStats::kPrefixesMax + 1);
}

}  // namespace
}  // namespace mcbin::engine
