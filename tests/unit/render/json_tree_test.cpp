#include "mcbin/render/json_tree.hpp"

#include "mcbin/render/latency_report.hpp"

#include <catch2/catch.hpp>

using mcbin::render::JsonTree;

TEST_CASE("render/json_tree: objects and lists lie in each other", "[render][json_tree]") {
  JsonTree tree;
  tree.number("count", 18446744073709551615U);
  tree.open_list("servers");
  tree.open_object();
  tree.text("name", "a\"b\n");
  tree.close_object();
  tree.open_object();
  tree.close_object();
  tree.close_list();
  tree.open_list("none");
  tree.close_list();
  tree.decimal("share", 0.25);
  tree.word("known", "null");
  CHECK(tree.finish() == R"({
  "count": 18446744073709551615,
  "servers": [
    {
      "name": "a\"b\n"
    },
    {}
  ],
  "none": [],
  "share": 0.250,
  "known": null
}
)");
}

TEST_CASE("render/latency_report: percentiles are in microseconds", "[render][latency_report]") {
  mcbin::LatencyRecord record;
  record.add(1500, 98);
  record.add(250'000, 2);
  JsonTree tree;
  mcbin::render::add_latencies(tree, "latency_us", record);
  CHECK(tree.finish() == R"({
  "latency_us": {
    "p50": 1.503,
    "p90": 1.503,
    "p99": 250.000,
    "p999": 250.000,
    "max": 250.000
  }
}
)");
}
