// Loads that cannot start. Whole loads run against live servers in tests/e2e/bench.
#include "mcbin/bench/load_run.hpp"

#include "mcbin/bench/load_report.hpp"
#include "support/loopback.hpp"

#include <catch2/catch.hpp>

using mcbin::Errc;
using mcbin::bench::LoadOptions;
using mcbin::bench::run_load;
using mcbin::bench::ServerLoad;

TEST_CASE("bench/load_run: a server that is not there is named", "[bench][load_run]") {
  LoadOptions options;
  options.fill = GENERATE(true, false);
  const mcbin::net::Endpoint endpoint{"127.0.0.1", mcbin::test::closed_port(), {}};
  const auto servers = run_load(options, {endpoint}, mcbin::system_clock());
  REQUIRE_FALSE(servers);
  CHECK(servers.error().code == Errc::ConnectFailed);
  CHECK(servers.error().detail.find(endpoint_text(endpoint)) != std::string::npos);
}

TEST_CASE("bench/load_run: a workload that cannot be played", "[bench][load_run]") {
  LoadOptions options;
  options.workload.keys = 0;
  const auto servers = run_load(options, {}, mcbin::system_clock());
  REQUIRE_FALSE(servers);
  CHECK(servers.error().code == Errc::BadConfiguration);
}

TEST_CASE("bench/load_report: two servers have a ratio", "[bench][load_report]") {
  ServerLoad first{.endpoint = {"127.0.0.1", 1, {}}, .seconds = 2};
  first.counts.hits = 300;
  ServerLoad second{.endpoint = {"127.0.0.1", 2, {}}, .seconds = 1};
  second.counts.hits = 100;
  LoadOptions options;
  CHECK(load_json(options, {first, second}).find("\"requests_per_s\": 1.5000") !=
        std::string::npos);
  CHECK(load_json(options, {first}).find("\"ratio\"") == std::string::npos);
  const std::string text = load_text(options, {first, second});
  CHECK(text.find("closed loop: 10 connections") == 0);
  CHECK(text.find(" 1.500\n") != std::string::npos);
}
