// Worker counters and their names.
#include "mcbin/engine/counters.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace mcbin::engine {
namespace {

TEST_CASE("engine/counters: every count has a name of its own", "[engine][counters]") {
  std::set<std::string_view> names;
  for (std::size_t at = 0; at < kCounts; ++at) names.insert(count_name(static_cast<Count>(at)));
  CHECK(names.size() == kCounts);
  CHECK(names.count("") == 0);
  CHECK(count_name(Count::CmdGet) == "cmd_get");
  CHECK(count_name(Count::CasBadval) == "cas_badval");
  CHECK(count_name(Count::TouchMisses) == "touch_misses");
  CHECK(count_name(Count::MalformedRequests) == "malformed_requests");
}

TEST_CASE("engine/counters: totals add up over workers", "[engine][counters]") {
  Counters one;
  Counters other;
  one.add(Count::GetHits);
  other.add(Count::GetHits);
  other.add(Count::GetMisses);
  CountTotals totals{};
  one.add_to(totals);
  other.add_to(totals);
  CHECK(totals[static_cast<std::size_t>(Count::GetHits)] == 2);
  CHECK(totals[static_cast<std::size_t>(Count::GetMisses)] == 1);
  CHECK(totals[static_cast<std::size_t>(Count::CmdGet)] == 0);
}

}  // namespace
}  // namespace mcbin::engine
