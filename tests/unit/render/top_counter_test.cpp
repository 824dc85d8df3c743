#include "mcbin/render/top_counter.hpp"

#include "mcbin/render/latency_tally.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <string>

namespace mcbin::render {
namespace {

TEST_CASE("render/top_counter: few names are counted exactly", "[render][summary]") {
  TopCounter counter;
  counter.add("b", 2);
  counter.add("a", 2);
  counter.add("c", 5);
  counter.add("a", 1);
  counter.add("nothing", 0);
  const auto top = counter.top(2);
  REQUIRE(top.size() == 2);
  CHECK(top[0].name == "c");
  CHECK(top[1].name == "a");
  CHECK(top[1].count == 3);
  CHECK(top[1].error == 0);
  CHECK(counter.total() == 10);
}

TEST_CASE("render/top_counter: of many names the frequent stay, within their error",
          "[render][summary]") {
  TopCounter counter;
  std::mt19937 random(0x87654321);
  std::map<std::string, std::uint64_t> truth;
  for (int round = 0; round < 200'000; ++round) {
    const bool frequent = random() % 4 == 0;
    const std::string name =
        (frequent ? "hot" : "cold") + std::to_string(frequent ? random() % 20 : random() % 50'000);
    counter.add(name, 1);
    ++truth[name];
  }
  const auto top = counter.top(20);
  for (const TopCounter::Entry& entry : top) {
    INFO(entry.name);
    CHECK(entry.name.starts_with("hot"));
    CHECK(entry.count >= truth[entry.name]);
    CHECK(entry.count - entry.error <= truth[entry.name]);
  }
}

TEST_CASE("render/latency_tally: percentiles, bars and the text of HdrHistogram",
          "[render][summary]") {
  LatencyTally tally;
  CHECK(tally.percentile_ns(0.5) == 0);
  CHECK(tally.bars().empty());
  for (int us = 1; us <= 100; ++us) tally.add(us * 1000);
  tally.add(-5);
  CHECK(tally.count() == 101);
  CHECK(tally.max_ns() == 100'000);
  CHECK(std::abs(static_cast<double>(tally.percentile_ns(0.5)) - 50'000) < 2'000);
  CHECK(tally.percentile_ns(1) == 100'000);
  const auto bars = tally.bars();
  REQUIRE(bars.size() == 8);
  CHECK(bars.front().up_to_ns == 1000);
  CHECK(bars.back().up_to_ns == 128'000);
  std::uint64_t sum = 0;
  for (const auto& bar : bars) sum += bar.count;
  CHECK(sum == 101);
  const std::string text = tally.hdr_text();
  CHECK(text.find("Percentile TotalCount") != std::string::npos);
  CHECK(text.find("     100.000 1.000000000000        101\n") != std::string::npos);
  CHECK(text.find("Total count    =          101]") != std::string::npos);
}

}  // namespace
}  // namespace mcbin::render
