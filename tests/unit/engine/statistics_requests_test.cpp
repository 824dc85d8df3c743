// STAT "ops", "latency" and "notable", through a session.
#include "support/session_rig.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace mcbin::test {
namespace {

using codec::Opcode;

std::map<std::string, std::string> group(SessionRig& rig, const std::string& name) {
  std::map<std::string, std::string> all;
  for (const Answer& answer : rig.send(Ask{.opcode = Opcode::Stat, .key = name})) {
    CHECK(answer.status() == codec::Status::Ok);
    if (!answer.key.empty()) all[answer.key] = answer.value;
  }
  return all;
}

const Ask kGet{.opcode = Opcode::Get, .key = "k"};
const Ask kQuietGet{.opcode = Opcode::GetQ, .key = "k"};

Ask set_of(const std::string& key, const std::string& value) {
  return {.opcode = Opcode::Set, .key = key, .value = value, .extras = store_extras(0, 0)};
}

TEST_CASE("engine/statistics_requests: ops says how requests ended, quiet ones too",
          "[engine][statistics_requests]") {
  SessionRig rig;
  rig.send(kGet);
  rig.send(kQuietGet);
  rig.send(kQuietGet);
  rig.send(set_of("k", "v"));
  rig.send({.opcode = Opcode::SetQ, .key = "k", .value = "v", .extras = store_extras(0, 0)});
  rig.send(kQuietGet);
  rig.send({.opcode = Opcode::Increment, .key = "k", .extras = counter_extras(1, 0, 0)});
  rig.send({.opcode = Opcode::SaslListMechs});
  rig.send({.opcode = static_cast<Opcode>(0x77), .key = "k"});
  auto ops = group(rig, "ops");
  const std::map<std::string, std::string> expected{{"GET:key_enoent", "1"},
                                                    {"GETQ:key_enoent", "2"},
                                                    {"GETQ:ok", "1"},
                                                    {"SET:ok", "1"},
                                                    {"SETQ:ok", "1"},
                                                    {"INCREMENT:delta_badval", "1"},
                                                    {"other:unknown_command", "1"},
                                                    {"SASL_LIST_MECHS:unknown_command", "1"}};
  CHECK(ops == expected);
  rig.send({.opcode = Opcode::Stat, .key = "reset"});
  ops = group(rig, "ops");
  CHECK(ops == std::map<std::string, std::string>{{"STAT:ok", "1"}});
}

TEST_CASE("engine/statistics_requests: a refusal that closes is counted, too",
          "[engine][statistics_requests]") {
  SessionRig rig;
  rig.send({.opcode = Opcode::Get, .key = "k", .extras = "1234"});
  rig.session = std::make_unique<engine::Session>(*rig.service, 0);
  CHECK(group(rig, "ops")["GET:einval"] == "1");
}

TEST_CASE("engine/statistics_requests: latency holds every opcode that ran",
          "[engine][statistics_requests]") {
  SessionRig rig;
  rig.send(wire(kGet) + wire(kGet) + wire(set_of("k", "v")));
  auto latency = group(rig, "latency");
  CHECK(latency["GET:count"] == "2");
  CHECK(latency["SET:count"] == "1");
  for (const char* name : {"p50", "p90", "p99", "p999", "max"}) {
    CHECK(latency.count(std::string("GET:") + name + "_us") == 1);
  }
  CHECK(latency.count("GETQ:count") == 0);
  rig.send({.opcode = Opcode::Stat, .key = "reset"});
  CHECK(group(rig, "latency").count("GET:count") == 0);
}

TEST_CASE("engine/statistics_requests: large requests and large answers are notable",
          "[engine][statistics_requests]") {
  engine::Settings settings;
  settings.large_request_bytes = 1000;
  SessionRig rig(settings);
  rig.send(set_of("small", std::string(900, 'v')));
  CHECK(group(rig, "notable").empty());
  rig.send(set_of("large\n", std::string(1000, 'v')));
  rig.send({.opcode = Opcode::Get, .key = "large\n"});
  const auto notable = group(rig, "notable");
  REQUIRE(notable.size() == 2);
  CHECK(notable.at("1") == "2023-11-14T22:13:20.000Z large SET bytes=1038 key=large\\x0a");
  CHECK(notable.at("2") == "2023-11-14T22:13:20.000Z large GET bytes=1028 key=large\\x0a");
  CHECK(group(rig, "large") == notable);
  CHECK(group(rig, "slow").empty());
}

TEST_CASE("engine/statistics_requests: slow turns are notable", "[engine][statistics_requests]") {
  engine::Settings settings;
  settings.slow_request_us = 0;  // no turn is faster
  SessionRig rig(settings);
  rig.send(wire(kGet) + wire(kGet));
  const auto notable = group(rig, "notable");
  REQUIRE(notable.size() == 1);
  CHECK(notable.at("1") == "2023-11-14T22:13:20.000Z slow GET us=0 requests=2 key=k");
  CHECK(group(rig, "slow").at("1") == notable.at("1"));
  CHECK(group(rig, "large").empty());
}

}  // namespace
}  // namespace mcbin::test
