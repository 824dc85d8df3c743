// Reports of traces. Their form is checked against the schema in tests/e2e.
#include "mcbin/replay/trace_report.hpp"

#include <catch2/catch.hpp>

using mcbin::replay::trace_json;
using mcbin::replay::trace_text;
using mcbin::replay::TraceCounts;
using mcbin::replay::TraceTtl;

TEST_CASE("replay/trace_report: what was counted is told", "[replay][trace_report]") {
  TraceCounts counts;
  counts.hits = 30;
  counts.misses = 10;
  counts.fills = 10;
  counts.writes = 50;
  counts.seconds = 0.5;
  counts.evictions = 7;
  counts.skipped = {1, 0, 0, 2};
  counts.out_of_order = 5;
  counts.ratio.add(64, 48);
  const std::string json = trace_json({.source = "trace.csv", .target = "in \"process\""}, counts);
  CHECK(json.find("\"target\": \"in \\\"process\\\"\"") != std::string::npos);
  CHECK(json.find("\"requests_sent\": 100,") != std::string::npos);
  CHECK(json.find("\"requests_per_s\": 200.0,") != std::string::npos);
  CHECK(json.find("\"hit_ratio\": 0.750000,") != std::string::npos);
  CHECK(json.find("\"evictions\": 7,") != std::string::npos);
  CHECK(json.find("\"value_too_large\": 2\n") != std::string::npos);
  CHECK(json.find("\"hits\": 48\n") != std::string::npos);
  const std::string text =
      trace_text({.source = "trace.csv", .target = "in process", .ttl = TraceTtl::Keep}, counts);
  CHECK(text.find("hit ratio                     0.75000\n") != std::string::npos);
  CHECK(text.find("skipped, malformed                  1\n") != std::string::npos);
  CHECK(text.find("rows out of order                   5\n") != std::string::npos);
  CHECK(text.find("not sorted") == std::string::npos);
  CHECK(text.find("bad_key") == std::string::npos);
  CHECK(text.find("us p50") == std::string::npos);  // nothing was sent
}
