// STAT: the series, its groups by exact name, and counts that say what happened.
#include "mcbin/engine/statistics.hpp"

#include "support/session_rig.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace mcbin::test {
namespace {

using codec::Opcode;
using codec::Status;

std::map<std::string, std::string> stats(SessionRig& rig, const std::string& group = "") {
  std::map<std::string, std::string> all;
  const std::vector<Answer> answers =
      rig.send(Ask{.opcode = Opcode::Stat, .key = group, .opaque = 0x87654321});
  REQUIRE_FALSE(answers.empty());
  for (std::size_t at = 0; at < answers.size(); ++at) {
    const Answer& answer = answers[at];
    CHECK(answer.status() == Status::Ok);
    CHECK(answer.header.opcode == Opcode::Stat);
    CHECK(answer.header.opaque == 0x87654321);
    CHECK(answer.header.cas == 0);
    CHECK(answer.extras.empty());
    CHECK(answer.key.empty() == (at + 1 == answers.size()));
    if (!answer.key.empty()) CHECK(all.emplace(answer.key, answer.value).second);
  }
  CHECK(answers.back().header.body_length == 0);
  return all;
}

void set(SessionRig& rig, const std::string& key, std::uint64_t cas = 0, std::size_t size = 1) {
  rig.one({.opcode = Opcode::Set,
           .key = key,
           .value = std::string(size, 'v'),
           .extras = store_extras(0, 1),
           .cas = cas});
}
void get(SessionRig& rig, const std::string& key) {
  rig.one({.opcode = Opcode::Get, .key = key});
}

TEST_CASE("engine/statistics: the names that tools depend on are there", "[engine][statistics]") {
  SessionRig rig;
  const auto all = stats(rig);
  for (const char* name : {"pid",
                           "uptime",
                           "time",
                           "version",
                           "pointer_size",
                           "rusage_user",
                           "rusage_system",
                           "curr_items",
                           "total_items",
                           "bytes",
                           "limit_maxbytes",
                           "curr_connections",
                           "total_connections",
                           "connection_structures",
                           "cmd_get",
                           "cmd_set",
                           "cmd_flush",
                           "cmd_touch",
                           "get_hits",
                           "get_misses",
                           "delete_hits",
                           "incr_misses",
                           "cas_badval",
                           "touch_hits",
                           "evictions",
                           "threads",
                           "bytes_read",
                           "bytes_written",
                           "max_connections",
                           "accepting_conns",
                           "reclaimed",
                           "expired_unfetched",
                           "evicted_unfetched"}) {
    INFO(name);
    CHECK(all.count(name) == 1);
  }
  const auto settings = stats(rig, "settings");
  CHECK(settings.at("maxconns") == "1024");
  CHECK(settings.at("domain_socket") == "NULL");
  CHECK(settings.at("evictions") == "on");
  CHECK(settings.at("cas_enabled") == "yes");
  CHECK(settings.at("flush_enabled") == "yes");
  CHECK(settings.at("maxbytes") == "67108864");
  CHECK(settings.at("item_size_max") == "1048576");
}

TEST_CASE("engine/statistics: counts say what happened", "[engine][statistics]") {
  SessionRig rig;
  set(rig, "a");
  set(rig, "a", 0x123456789);  // CAS mismatch
  set(rig, "x", 0x123456789);  // CAS miss
  get(rig, "a");
  get(rig, "nope");
  rig.one({.opcode = Opcode::Gat, .key = "a", .extras = number_extras(1)});
  rig.one({.opcode = Opcode::Touch, .key = "nope", .extras = number_extras(1)});
  rig.clock.advance_ms(1000);
  get(rig, "a");  // expired
  rig.one({.opcode = Opcode::Increment, .key = "n", .extras = counter_extras(1, 1, 0)});
  rig.one({.opcode = Opcode::Increment, .key = "n", .extras = counter_extras(1, 1, 0)});
  rig.one({.opcode = Opcode::Delete, .key = "n"});
  rig.one({.opcode = Opcode::Delete, .key = "n"});
  set(rig, "f");
  rig.send(Ask{.opcode = Opcode::FlushQ});
  get(rig, "f");  // flushed
  const auto all = stats(rig);
  const std::map<std::string, std::string> expected = {
      {"cmd_get", "4"},     {"get_hits", "1"},    {"get_misses", "3"},  {"get_expired", "1"},
      {"get_flushed", "1"}, {"cmd_set", "4"},     {"cas_badval", "1"},  {"cas_misses", "1"},
      {"cas_hits", "0"},    {"cmd_touch", "2"},   {"touch_hits", "1"},  {"touch_misses", "1"},
      {"incr_hits", "1"},   {"incr_misses", "0"}, {"delete_hits", "1"}, {"delete_misses", "1"},
      {"cmd_flush", "1"},   {"uptime", "1"}};
  for (const auto& [name, value] : expected) {
    INFO(name);
    CHECK(all.at(name) == value);
  }
}

TEST_CASE("engine/statistics: reset zeroes counts and keeps gauges", "[engine][statistics]") {
  SessionRig rig;
  set(rig, "a");
  get(rig, "a");
  CHECK(stats(rig, "reset").empty());
  const auto all = stats(rig);
  CHECK(all.at("cmd_get") == "0");
  CHECK(all.at("cmd_set") == "0");
  CHECK(all.at("total_items") == "0");
  CHECK(all.at("curr_items") == "1");
}

TEST_CASE("engine/statistics: an empty cache has no item classes", "[engine][statistics]") {
  SessionRig rig;
  CHECK(stats(rig, "items").empty());
  CHECK(stats(rig, "slabs").size() == 6);
  CHECK(stats(rig, "slabs").at("active_slabs") == "0");
  CHECK(stats(rig, "sizes").empty());
}

TEST_CASE("engine/statistics: each band of item sizes is a class", "[engine][statistics]") {
  SessionRig rig;
  set(rig, "a");
  set(rig, "b");
  set(rig, "c", 0, 1'000);
  set(rig, "d", 0, 10'000);
  set(rig, "e", 0, 100'000);
  const auto items = stats(rig, "items");
  CHECK(items.at("items:1:number") == "2");
  CHECK(items.at("items:2:number") == "1");
  CHECK(items.at("items:3:number_small") == "1");
  CHECK(items.at("items:4:number_main") == "0");
  CHECK(items.at("items:4:evicted") == "0");
  const auto slabs = stats(rig, "slabs");
  CHECK(slabs.at("active_slabs") == "4");
  CHECK(slabs.at("1:used_chunks") == "2");
  CHECK(slabs.at("1:total_pages") == "1");
  CHECK(slabs.at("4:total_pages") == "0");
  CHECK(std::stoull(slabs.at("4:mem_requested")) >= 100'000);
  const auto sizes = stats(rig, "sizes");
  CHECK(sizes.size() == 4);
  CHECK(sizes.at("256") == "2");
  CHECK(sizes.at("2048") == "1");
}

TEST_CASE("engine/statistics: groups match exactly and unknown ones are a miss",
          "[engine][statistics]") {
  SessionRig rig;
  for (const std::string group : {"bogus", "resetXYZ", "r", "rese", "Settings", "items2",
                                  "cachedump 1 1", "detail", "detailon", "malloc", "maps"}) {
    INFO(group);
    const Answer miss = rig.one({.opcode = Opcode::Stat, .key = group});
    CHECK(miss.status() == Status::KeyNotFound);
    CHECK(miss.value == "Not found");
  }
}

TEST_CASE("engine/statistics: conns shows what the server knows of its connections",
          "[engine][statistics]") {
  SessionRig rig;
  CHECK(stats(rig, "conns").empty());
  std::size_t open = 1;
  rig.service->show_connections([&](std::size_t max) {
    return std::vector<engine::ConnectionFacts>(std::min(open, max), {.number = 7,
                                                                      .address = "tcp:127.0.0.1:9",
                                                                      .state = "conn_waiting",
                                                                      .waited_s = 3,
                                                                      .age_s = 5,
                                                                      .worker = 2});
  });
  CHECK(stats(rig, "conns") == std::map<std::string, std::string>{{"7:addr", "tcp:127.0.0.1:9"},
                                                                  {"7:state", "conn_waiting"},
                                                                  {"7:secs_since_last_cmd", "3"},
                                                                  {"7:secs_open", "5"},
                                                                  {"7:worker", "2"}});
  open = 100'000;
  const auto answers = rig.send(Ask{.opcode = Opcode::Stat, .key = "conns"});
  REQUIRE(answers.size() == 5 * engine::kConnectionsShown + 2);
  CHECK(answers[answers.size() - 2].key == "more");
}

TEST_CASE("engine/statistics: no group that shows keys is there when they are not to be shown",
          "[engine][statistics]") {
  engine::Settings settings;
  settings.key_statistics = engine::Switch::Off;
  SessionRig rig(settings);
  for (const std::string group :
       {"detail on", "detail off", "detail dump", "notable", "slow", "large"}) {
    INFO(group);
    CHECK(rig.one({.opcode = Opcode::Stat, .key = group}).status() == Status::KeyNotFound);
  }
  CHECK(stats(rig, "settings").at("dump_enabled") == "no");
  CHECK(stats(rig, "ops").size() == 2);
}

TEST_CASE("engine/statistics: the delimiter of prefixes can be chosen", "[engine][statistics]") {
  engine::Settings settings;
  settings.prefix_delimiter = '/';
  settings.prefix_detail = engine::Switch::On;
  SessionRig rig(settings);
  set(rig, "a:b/c");
  CHECK(stats(rig, "detail dump").at("detailed") ==
        "PREFIX a:b get 0 hit 0 set 1 del 0\r\nEND\r\n");
  CHECK(stats(rig, "settings").at("stat_key_prefix") == "/");
  CHECK(stats(rig, "settings").at("detail_enabled") == "yes");
}

TEST_CASE("engine/statistics: detail counts prefixes while it is on", "[engine][statistics]") {
  SessionRig rig;
  CHECK(stats(rig, "detail on").empty());
  CHECK(stats(rig, "settings").at("detail_enabled") == "yes");
  set(rig, "pre:1");
  get(rig, "pre:1");
  get(rig, "pre:2");
  CHECK(stats(rig, "detail dump").at("detailed") ==
        "PREFIX pre get 2 hit 1 set 1 del 0\r\nEND\r\n");
  CHECK(stats(rig, "detail off").empty());
  get(rig, "pre:1");
  CHECK(stats(rig, "detail dump").at("detailed") ==
        "PREFIX pre get 2 hit 1 set 1 del 0\r\nEND\r\n");
}

}  // namespace
}  // namespace mcbin::test
