// Traces against the in-process store, small enough to be counted by hand.
#include "mcbin/replay/trace_store_player.hpp"

#include "trace_samples.hpp"

#include <catch2/catch.hpp>

using mcbin::ManualClock;
using mcbin::replay::play_trace;
using mcbin::replay::RatioSeries;
using mcbin::replay::TraceCounts;
using mcbin::replay::TraceFormat;
using mcbin::replay::TraceTtl;
using mcbin::store::Store;
using mcbin::test::trace_of;

namespace {

TraceCounts play(const std::string& text, TraceTtl ttl = TraceTtl::Keep,
                 TraceFormat format = TraceFormat::Twitter,
                 std::uint64_t memory_bytes = 16U << 20U) {
  auto store = Store::create({.memory_bytes = memory_bytes});
  REQUIRE(store);
  auto trace = trace_of(text, format);
  const ManualClock clock;
  auto counts = play_trace(trace, **store, ttl, clock);
  REQUIRE(counts);
  return *counts;
}

}  // namespace

TEST_CASE("replay/trace_store_player: a miss is followed by a set", "[replay][trace_player]") {
  const auto counts = play(
      "0,a,1,100,1,get,0\n"
      "0,a,1,100,1,get,0\n"
      "0,b,1,50,1,get,0\n"
      "0,a,1,100,1,delete,0\n"
      "0,a,1,100,1,get,0\n"
      "0,b,1,50,1,get,0\n");
  CHECK(counts.hits == 2);
  CHECK(counts.misses == 3);
  CHECK(counts.fills == 3);
  CHECK(counts.hit_bytes == 150);
  CHECK(counts.writes == 1);
  CHECK(counts.requests() == 9);
  CHECK(counts.hit_ratio() == Approx(0.4));
  CHECK(counts.evictions == 0);
}

TEST_CASE("replay/trace_store_player: every operation does what it says",
          "[replay][trace_player]") {
  const auto counts = play(
      "0,n,1,3,1,set,0\n"
      "0,n,1,3,1,incr,0\n"     // 111 -> 112
      "0,n,1,3,1,decr,0\n"     //
      "0,none,4,3,1,incr,0\n"  // without effect
      "0,n,1,3,1,add,0\n"      // without effect
      "0,n,1,3,1,append,0\n"   //
      "0,n,1,2,1,prepend,0\n"  // 8 bytes now
      "0,n,1,2,1,get,0\n"      //
      "0,new,3,2,1,cas,0\n"    // without effect
      "0,new,3,2,1,add,0\n"    //
      "0,new,3,40,1,replace,0\n"
      "0,new,3,40,1,incr,0\n"  // refused: no number of 64 bits
      "0,gone,4,1,1,delete,0\n"
      "0,large,5,2000000,1,set,0\n");
  CHECK(counts.writes == 13);
  CHECK(counts.not_done == 4);
  CHECK(counts.refused == 2);
  CHECK(counts.hits == 1);
  CHECK(counts.hit_bytes == 8);
}

TEST_CASE("replay/trace_store_player: items expire by the trace's time", "[replay][trace_player]") {
  const std::string text =
      "100,a,1,1,1,set,60\n"
      "159,a,1,1,1,get,60\n"
      "90,a,1,1,1,get,60\n"  // time does not go back
      "160,a,1,1,1,get,60\n";
  CHECK(play(text).hits == 2);
  CHECK(play(text).misses == 1);
  CHECK(play(text, TraceTtl::Drop).hits == 3);
}

TEST_CASE("replay/trace_store_player: repeats are requests", "[replay][trace_player]") {
  const auto counts = play("key,op,size,op_count\nk,GET,10,5\nk,SET,10,2\n", TraceTtl::Keep,
                           TraceFormat::CacheBench);
  CHECK(counts.hits == 4);
  CHECK(counts.misses == 1);
  CHECK(counts.writes == 2);
}

TEST_CASE("replay/trace_store_player: what does not fit is evicted", "[replay][trace_player]") {
  std::string text;
  for (int key = 0; key < 3000; ++key) {
    text += "0,key" + std::to_string(key) + ",12,10000,1,get,0\n";
  }
  const auto counts = play(text);
  CHECK(counts.misses == 3000);
  CHECK(counts.evictions.value_or(0) > 1000);
  CHECK(counts.refused == 0);
}

TEST_CASE("replay/ratio_series: few points, whatever is added", "[replay][ratio_series]") {
  RatioSeries series;
  constexpr std::uint64_t kTimes = 100'000;
  for (std::uint64_t at = 0; at < kTimes; ++at) series.add(64, at < kTimes / 2 ? 64 : 16);
  const auto points = series.points();
  CHECK(points.size() <= RatioSeries::kPointsMax);
  CHECK(points.size() > RatioSeries::kPointsMax / 4);
  std::uint64_t lookups = 0;
  std::uint64_t hits = 0;
  for (const RatioSeries::Point& point : points) {
    lookups += point.lookups;
    hits += point.hits;
  }
  CHECK(lookups == 64 * kTimes);
  CHECK(hits == 40 * kTimes);
  CHECK(points.front().hits == points.front().lookups);
  CHECK(points.back().hits * 4 == points.back().lookups);
}
