#include "mcbin/base/latency_record.hpp"

#include <catch2/catch.hpp>

using mcbin::LatencyRecord;

TEST_CASE("base/latency_record: percentiles are close, the largest is exact",
          "[base][latency_record]") {
  LatencyRecord record;
  for (std::int64_t us = 1; us <= 1000; ++us) record.add(us * 1000);
  REQUIRE(record.count() == 1000);
  CHECK(record.max_ns() == 1'000'000);
  CHECK(record.percentile_ns(1) == 1'000'000);
  CHECK(record.percentile_ns(0.5) >= 500'000);
  CHECK(record.percentile_ns(0.5) < 504'000);
  CHECK(record.percentile_ns(0.99) >= 990'000);
  CHECK(record.percentile_ns(0.99) < 998'000);
}

TEST_CASE("base/latency_record: an empty one has no durations", "[base][latency_record]") {
  const LatencyRecord record;
  CHECK(record.count() == 0);
  CHECK(record.percentile_ns(0.5) == 0);
}

TEST_CASE("base/latency_record: merging counts both, weights count several times",
          "[base][latency_record]") {
  LatencyRecord first;
  first.add(10, 3);
  LatencyRecord second;
  second.add(90);
  second.add(-5);
  first.merge(second);
  CHECK(first.count() == 5);
  CHECK(first.max_ns() == 90);
  CHECK(first.percentile_ns(0.2) == 0);
  CHECK(first.percentile_ns(0.8) == 10);
}
