#include "mcbin/bench/key_draw.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

using mcbin::bench::Asked;
using mcbin::bench::Delivery;
using mcbin::bench::KeyDraw;
using mcbin::bench::KeyTrace;
using mcbin::bench::RandomNumbers;
using mcbin::bench::Workload;
using mcbin::bench::ZipfRanks;
using mcbin::codec::Opcode;

TEST_CASE("bench/key_draw: Zipf's law within two percent of the draws", "[bench][key_draw]") {
  const double exponent = GENERATE(0.5, 0.99, 1.0, 1.2);
  constexpr std::uint64_t kRanks = 50;
  constexpr int kDraws = 200'000;
  double sum = 0;
  for (std::uint64_t rank = 1; rank <= kRanks; ++rank) sum += std::pow(rank, -exponent);
  RandomNumbers random(7);
  const ZipfRanks ranks(kRanks, exponent);
  std::vector<int> counts(kRanks + 1);
  for (int at = 0; at < kDraws; ++at) {
    const auto rank = ranks.next(random);
    REQUIRE(rank >= 1);
    REQUIRE(rank <= kRanks);
    ++counts[rank];
  }
  INFO(exponent);
  for (const std::uint64_t rank : {1U, 2U, 3U, 10U, 50U}) {
    const double expected = std::pow(rank, -exponent) / sum;
    CHECK(counts[rank] / double{kDraws} == Approx(expected).epsilon(0.02).margin(0.0015));
  }
}

TEST_CASE("bench/key_draw: one key is always the same", "[bench][key_draw]") {
  RandomNumbers random(1);
  const ZipfRanks ranks(1, 0.99);
  for (int at = 0; at < 100; ++at) REQUIRE(ranks.next(random) == 1);
}

TEST_CASE("bench/key_draw: the mix has its shares, uniform keys are all drawn",
          "[bench][key_draw]") {
  Workload workload;
  workload.keys = 16;
  workload.mix = {{Opcode::Get, 7}, {Opcode::Delete, 0}, {Opcode::Set, 3}};
  workload.delivery = GENERATE(Delivery::Loud, Delivery::Quiet);
  const bool quiet = workload.delivery == Delivery::Quiet;
  KeyDraw draw(workload, 3);
  constexpr int kDraws = 50'000;
  int gets = 0;
  std::vector<int> keys(16);
  for (int at = 0; at < kDraws; ++at) {
    const Asked asked = draw.next();
    const bool get = asked.opcode == (quiet ? Opcode::GetKQ : Opcode::Get);
    REQUIRE((get || asked.opcode == (quiet ? Opcode::SetQ : Opcode::Set)));
    gets += get ? 1 : 0;
    ++keys.at(asked.key);
  }
  CHECK(gets / double{kDraws} == Approx(0.7).margin(0.01));
  for (const int count : keys) CHECK(count / double{kDraws} == Approx(1.0 / 16).margin(0.01));
}

TEST_CASE("bench/key_draw: a trace gives its keys in their order, again and again",
          "[bench][key_draw]") {
  Workload workload;
  follow(std::make_shared<KeyTrace>(KeyTrace{{0, 1, 1, 2}, {10, 0, 3000}}), workload);
  CHECK(workload.keys == 3);
  CHECK(workload.value_bytes_min == 0);
  CHECK(workload.value_bytes_max == 3000);
  CHECK(value_bytes_of(workload, 0) == 10);
  KeyDraw draw(workload, GENERATE(1U, 2U, 3U, 4U));
  std::string keys;
  for (int at = 0; at < 12; ++at) keys += std::to_string(draw.next().key);
  CHECK_THAT(keys, Catch::Contains("01120112"));
}

TEST_CASE("bench/key_draw: the same seed draws the same", "[bench][key_draw]") {
  const Workload workload;
  KeyDraw first(workload, 5);
  KeyDraw second(workload, 5);
  KeyDraw other(workload, 6);
  int different = 0;
  for (int at = 0; at < 100; ++at) {
    const Asked asked = first.next();
    CHECK(asked.key == second.next().key);
    different += asked.key == other.next().key ? 0 : 1;
  }
  CHECK(different > 90);
}
