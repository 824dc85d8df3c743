// Every way of writing servers, and what is refused.
#include "cmd/server_list.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;

namespace {

/// "host:port*weight" with "+tls" and "user:password@" where they are there.
std::string shown(const std::vector<ServerAddress>& servers) {
  std::string text;
  for (const ServerAddress& server : servers) {
    if (!text.empty()) text += ' ';
    if (!server.username.empty()) text += server.username + ":" + server.password + "@";
    text += net::endpoint_text(server.endpoint);
    if (server.weight != 1) text += "*" + std::to_string(server.weight);
    if (server.tls) text += "+tls";
  }
  return text;
}

struct Row {
  std::string_view text;
  std::string_view meaning;
};

}  // namespace

TEST_CASE("cmd/server_list: servers are read as people write them", "[cmd]") {
  constexpr Row kRows[] = {
      {"a", "a:11211"},
      {"a:1", "a:1"},
      {"a,b:2", "a:11211 b:2"},
      {" a \t b:2,\nc ", "a:11211 b:2 c:11211"},
      {"a,,b", "a:11211 b:11211"},
      {"[::1]:7 ::1", "[::1]:7 [::1]:11211"},
      {"/run/x.sock,unix:/run/y unix:///run/z", "/run/x.sock /run/y /run/z"},
      {"a:1:3", "a:1*3"},
      {"a:1 3,b:2 5", "a:1*3 b:2*5"},
      {"a 2 b", "a:11211*2 b:11211"},
      {"memcache://a", "a:11211"},
      {"memcache://a:5/", "a:5"},
      {"memcaches://a:5", "a:5+tls"},
      {"memcache://[::1]:5", "[::1]:5"},
      {"memcache://me@a:5", "me:@a:5"},
      {"memcache://me:se%3acret%40@a", "me:se:cret@@a:11211"},
      {"memcache://a:5?weight=9", "a:5*9"},
      {"memcaches://u:p@a:5/?weight=9", "u:p@a:5*9+tls"},
  };
  for (const Row& row : kRows) {
    INFO(row.text);
    const auto servers = parse_server_list(row.text, ListPlace::Environment);
    REQUIRE(servers);
    CHECK(shown(*servers) == row.meaning);
  }
}

TEST_CASE("cmd/server_list: what cannot be read is named", "[cmd]") {
  constexpr Row kRows[] = {
      {"", "empty list"},
      {" , ", "empty list"},
      {"a:x", "'a:x': the port"},
      {"a:99999", "the port"},
      {":1", "a host must stand"},
      {"http://a", "memcache://"},
      {"memcache://", "an empty address"},
      {"memcache://@a", "a login is written"},
      {"memcache://u%zz@a", "a login is written"},
      {"memcache://u%4@a", "a login is written"},
      {"memcache://a?wait=3", "only ?weight=N"},
      {"memcache://a?weight=0", "a weight is a number"},
      {"a:1:0", "a weight is a number"},
      {"a 70000", "a weight is a number"},
  };
  for (const Row& row : kRows) {
    INFO(row.text);
    const auto servers = parse_server_list(row.text, ListPlace::Environment);
    REQUIRE_FALSE(servers);
    CHECK(servers.error().code == Errc::BadConfiguration);
    CHECK_THAT(servers.error().detail, Contains(std::string(row.meaning)));
  }
}

TEST_CASE("cmd/server_list: a password on the command line is refused and not shown", "[cmd]") {
  CHECK(parse_server_list("memcache://me@a", ListPlace::CommandLine));
  const auto refused = parse_server_list("memcache://me:topsecret@a", ListPlace::CommandLine);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().detail, Contains("MCBIN_PASSWORD"));
  CHECK_THAT(refused.error().detail, !Contains("topsecret"));
  const auto broken = parse_server_list("memcache://me:topsecret@a:x", ListPlace::Environment);
  REQUIRE_FALSE(broken);
  CHECK_THAT(broken.error().detail, !Contains("topsecret"));
}
