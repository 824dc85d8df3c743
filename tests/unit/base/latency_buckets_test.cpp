// Latency buckets: every value lies in its bucket, buckets follow one another without gaps, and the
// promised precision holds.
#include "mcbin/base/latency_buckets.hpp"

#include <catch2/catch.hpp>

#include <array>

namespace mcbin::test {
namespace {

using Buckets = LatencyBuckets<3, 20>;

TEST_CASE("base/latency_buckets: buckets are ordered, without gaps, as narrow as promised",
          "[base][latency_buckets]") {
  CHECK(Buckets::of(0) == 0);
  for (std::uint64_t value = 1; value < (1U << 20U); ++value) {
    const std::size_t bucket = Buckets::of(value);
    const std::uint64_t previous_end = Buckets::largest_in(bucket - 1);
    if (Buckets::of(value - 1) != bucket) {
      REQUIRE(previous_end + 1 == value);
      REQUIRE(Buckets::of(value - 1) == bucket - 1);
    }
    REQUIRE(value <= Buckets::largest_in(bucket));
    REQUIRE((Buckets::largest_in(bucket) - previous_end) * 8 <= std::max<std::uint64_t>(value, 8));
  }
  CHECK(Buckets::of((1U << 20U) - 1) == Buckets::kCount - 1);
}

TEST_CASE("base/latency_buckets: what is too large counts as the largest",
          "[base][latency_buckets]") {
  CHECK(Buckets::of(std::uint64_t{1} << 20U) == Buckets::kCount - 1);
  CHECK(Buckets::of(~std::uint64_t{0}) == Buckets::kCount - 1);
}

TEST_CASE("base/latency_buckets: percentiles", "[base][latency_buckets]") {
  std::array<std::uint64_t, Buckets::kCount> counts{};
  CHECK(latency_percentile<Buckets>(counts, 0.5) == 0);
  counts[Buckets::of(3)] = 90;
  counts[Buckets::of(9)] = 9;
  counts[Buckets::of(1000)] = 1;
  CHECK(latency_percentile<Buckets>(counts, 0.0) == 3);
  CHECK(latency_percentile<Buckets>(counts, 0.5) == 3);
  CHECK(latency_percentile<Buckets>(counts, 0.9) == 3);
  CHECK(latency_percentile<Buckets>(counts, 0.91) == 9);
  CHECK(latency_percentile<Buckets>(counts, 0.99) == 9);
  CHECK(latency_percentile<Buckets>(counts, 1.0) >= 1000);
}

}  // namespace
}  // namespace mcbin::test
