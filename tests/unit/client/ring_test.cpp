// Every mode against what the library of that name answered: tests/vectors/rings.txt.
#include "mcbin/client/ring.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

using namespace mcbin::client;

namespace {

struct RecordedCase {
  std::string name;
  RingMode mode{};
  KeyHash hash{};
  std::vector<RingServer> servers;
  std::string answers;  // one digit a key
  std::string utf8_answers;
};

struct Recording {
  std::vector<RecordedCase> cases;
  std::vector<std::string> keys;
  std::vector<std::string> utf8_keys;
};

std::vector<RingServer> read_servers(std::istringstream& words) {
  std::vector<RingServer> servers;
  RingServer server;
  while (words >> server.host >> server.port >> server.weight) servers.push_back(server);
  return servers;
}

Recording read_recording() {
  Recording all;
  std::ifstream file(MCBIN_RINGS_FILE);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string kind;
    words >> kind >> std::ws;
    std::string rest;
    if (kind == "case") {
      all.cases.emplace_back();
      std::getline(words, all.cases.back().name);
    } else if (kind == "mode") {
      std::string mode;
      words >> mode >> rest;
      all.cases.back().mode = ring_mode_from_name(mode).value();
      all.cases.back().hash = key_hash_from_name(rest).value();
    } else if (kind == "servers") {
      all.cases.back().servers = read_servers(words);
    } else if (kind == "keys") {
      words >> all.cases.back().answers;
    } else if (kind == "utf8") {
      words >> all.cases.back().utf8_answers;
    } else if (kind == "key") {
      std::getline(words, rest);
      all.keys.push_back(rest);
    } else if (kind == "utf8key") {
      std::getline(words, rest);
      all.utf8_keys.push_back(rest);
    }
  }
  return all;
}

std::string answers_of(const Ring& ring, const std::vector<std::string>& keys) {
  std::string answers;
  for (const std::string& key : keys) answers += static_cast<char>('0' + ring.server_of(key));
  return answers;
}

}  // namespace

TEST_CASE("client/ring: every mode chooses as the library of its name", "[client][ring]") {
  const Recording recording = read_recording();
  REQUIRE(recording.cases.size() == 28);
  REQUIRE(recording.keys.size() == 1000);
  REQUIRE(recording.utf8_keys.size() == 100);
  for (const RecordedCase& one : recording.cases) {
    INFO(one.name);
    REQUIRE(one.servers.size() == 3);
    const Ring ring(one.mode, one.hash, one.servers);
    CHECK(answers_of(ring, recording.keys) == one.answers);
    if (one.utf8_answers.empty()) continue;
    CHECK(answers_of(ring, recording.utf8_keys) == one.utf8_answers);
  }
}

TEST_CASE("client/ring: one server keeps every key in every mode", "[client][ring]") {
  for (const std::string& name : ring_mode_names()) {
    INFO(name);
    const auto mode = ring_mode_from_name(name);
    REQUIRE(mode);
    CHECK(ring_mode_name(*mode) == name);
    const Ring ring(*mode, KeyHash::OneAtATime, {{.host = "h", .port = 1}});
    CHECK(ring.server_of("some key") == 0);
  }
  CHECK_FALSE(ring_mode_from_name("ketama-"));
}

TEST_CASE("client/ring: a weight turns ketama into weighted ketama, as in libmemcached",
          "[client][ring]") {
  const std::vector<RingServer> equal = {{.host = "a", .port = 1}, {.host = "b", .port = 2}};
  std::vector<RingServer> uneven = equal;
  uneven[1].weight = 2;
  CHECK(Ring(RingMode::Ketama, KeyHash::OneAtATime, equal).mode() == RingMode::Ketama);
  CHECK(Ring(RingMode::Ketama, KeyHash::OneAtATime, uneven).mode() == RingMode::KetamaWeighted);
}

TEST_CASE("client/ring: bmemcached's login is part of its ring", "[client][ring]") {
  std::vector<RingServer> servers = {{.host = "a", .port = 1}, {.host = "b", .port = 2}};
  std::vector<std::string> keys;
  for (int number = 0; number < 100; ++number) keys.push_back("key" + std::to_string(number));
  const Ring plain(RingMode::Bmemcached, KeyHash::OneAtATime, servers);
  servers[0].username = servers[1].username = "user";
  servers[0].password = servers[1].password = "secret";
  const Ring with_login(RingMode::Bmemcached, KeyHash::OneAtATime, servers);
  CHECK(answers_of(plain, keys) != answers_of(with_login, keys));
}
