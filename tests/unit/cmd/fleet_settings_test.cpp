// Who wins: options, environment, client.conf, services' variables.
#include "cmd/fleet_settings.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <map>

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;

namespace {

using Environment = std::map<std::string, std::string>;

Result<FleetSettings> read(const ServerOptions& options, Environment environment,
                           Passwords passwords = Passwords::Find) {
  environment.emplace("MCBIN_CONFIG", "");  // no file unless the test names one
  const Variables variables = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = environment.find(name);
    if (found == environment.end()) return std::nullopt;
    return found->second;
  };
  return read_fleet_settings(options, variables, passwords);
}

std::string first_server(const ServerOptions& options, const Environment& environment) {
  const auto settings = read(options, environment);
  if (!settings) return settings.error().detail;
  return net::endpoint_text(settings->servers.front().endpoint) + " by " + settings->origin;
}

/// A file that is removed at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view text) {
    char name[] = "/tmp/mcbin-settings-XXXXXX";
    const int file = ::mkstemp(name);
    REQUIRE(file >= 0);
    path_ = name;
    std::ofstream(path_) << text;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::remove(path_.c_str()); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE("cmd/fleet_settings: servers come from the first place that names some", "[cmd]") {
  const TemporaryFile config("server = [\"config:1\", \"other:2\"]\n");
  Environment all = {{"MCBIN_SERVERS", "mcbin:1"},          {"MEMCACHIER_SERVERS", "memcachier:1"},
                     {"MEMCACHEDCLOUD_SERVERS", "cloud:1"}, {"MEMCACHED_SERVERS", "memcached:1"},
                     {"MEMCACHE_SERVERS", "memcache:1"},    {"MCBIN_CONFIG", config.path()}};
  CHECK(first_server({.servers = {"flag:1"}, .given = {}}, all) == "flag:1 by --server");
  CHECK(first_server({}, all) == "mcbin:1 by MCBIN_SERVERS");
  all.erase("MCBIN_SERVERS");
  CHECK(first_server({}, all) == "memcachier:1 by MEMCACHIER_SERVERS");
  all["MEMCACHIER_SERVERS"] = "";  // as good as unset
  CHECK(first_server({}, all) == "cloud:1 by MEMCACHEDCLOUD_SERVERS");
  all.erase("MEMCACHEDCLOUD_SERVERS");
  CHECK(first_server({}, all) == "memcached:1 by MEMCACHED_SERVERS");
  all.erase("MEMCACHED_SERVERS");
  CHECK(first_server({}, all) == "memcache:1 by MEMCACHE_SERVERS");
  all.erase("MEMCACHE_SERVERS");
  CHECK(first_server({}, all) == "config:1 by " + config.path());
  CHECK(first_server({}, {}) == "127.0.0.1:11211 by default");
}

TEST_CASE("cmd/fleet_settings: other settings follow the same order", "[cmd]") {
  const TemporaryFile config("# mine\n\nring = \"dalli\"\ntimeout=7s\nhash = md5\ntls = on\n");
  const Environment environment = {{"MCBIN_CONFIG", config.path()}, {"MCBIN_TIMEOUT", "3s"}};
  const ServerOptions options{.servers = {"a", "b"}, .given = {{"ring", "modula"}}};
  const auto settings = read(options, environment);
  REQUIRE(settings);
  CHECK(settings->ring == client::RingMode::Modula);
  CHECK(settings->timeout == std::chrono::seconds(3));
  CHECK(settings->hash == client::KeyHash::Md5);
  CHECK(settings->servers[0].tls);
  CHECK(settings->servers[1].tls);
  CHECK(settings->tls_peer == net::TlsPeer::Verified);
}

TEST_CASE("cmd/fleet_settings: a service's login goes to that service's servers only", "[cmd]") {
  const Environment service = {{"MEMCACHIER_SERVERS", "a,b"},
                               {"MEMCACHIER_USERNAME", "user"},
                               {"MEMCACHIER_PASSWORD", "secret"}};
  auto settings = read({}, service);
  REQUIRE(settings);
  CHECK(settings->servers[1].username == "user");
  CHECK(settings->servers[1].password == "secret");

  settings = read({.servers = {"elsewhere"}, .given = {}}, service);
  REQUIRE(settings);
  CHECK(settings->servers[0].username.empty());
  CHECK(settings->servers[0].password.empty());
}

TEST_CASE("cmd/fleet_settings: a password is found for whoever needs one", "[cmd]") {
  const TemporaryFile file("from-file\n");  // mkstemp makes it ours alone
  const Environment both = {{"MCBIN_PASSWORD", "from-env"}, {"MCBIN_USERNAME", "everyone"}};
  auto settings = read({.servers = {"memcache://me@a", "b"}, .given = {}}, both);
  REQUIRE(settings);
  CHECK(settings->servers[0].username == "me");
  CHECK(settings->servers[0].password == "from-env");
  CHECK(settings->servers[1].username == "everyone");

  settings = read({.servers = {"a"}, .given = {{"password-file", file.path()}}}, both);
  REQUIRE(settings);
  CHECK(settings->servers[0].password == "from-file");

  settings = read({}, {{"MCBIN_SERVERS", "memcache://u:p@a"}, {"MCBIN_PASSWORD", "other"}});
  REQUIRE(settings);
  CHECK(settings->servers[0].password == "p");

  settings = read({.servers = {"memcache://me@a"}, .given = {}}, {}, Passwords::LeaveOut);
  REQUIRE(settings);
  CHECK(settings->servers[0].password.empty());
}

TEST_CASE("cmd/fleet_settings: what cannot be used is named with its place", "[cmd]") {
  struct Row {
    ServerOptions options;
    Environment environment;
    std::string sentence;
  };
  const TemporaryFile unknown("\nrnig = dalli\n");
  const TemporaryFile section("[serve]\nring = dalli\n");
  const TemporaryFile secret("password = x\n");
  const TemporaryFile shapeless("server\n");
  const Row rows[] = {
      {{.servers = {"a:x"}, .given = {}}, {}, "--server: 'a:x': the port"},
      {{}, {{"MEMCACHE_SERVERS", "a:x"}}, "MEMCACHE_SERVERS: 'a:x'"},
      {{}, {{"MCBIN_RING", "x"}}, "MCBIN_RING: there is no ring 'x'"},
      {{}, {{"MCBIN_HASH", "x"}}, "MCBIN_HASH: there is no hash 'x'"},
      {{}, {{"MCBIN_TIMEOUT", "0"}}, "MCBIN_TIMEOUT: the time-out must be longer"},
      {{}, {{"MCBIN_TLS", "maybe"}}, "MCBIN_TLS: 'maybe' is neither yes nor no"},
      {{}, {{"MCBIN_CONFIG", "/does/not/exist"}}, "/does/not/exist: "},
      {{}, {{"MCBIN_CONFIG", unknown.path()}}, "no setting 'rnig' (did you mean ring"},
      {{}, {{"MCBIN_CONFIG", section.path()}}, "no setting 'ring'"},
      {{}, {{"MCBIN_CONFIG", secret.path()}}, "passwords do not belong here"},
      {{}, {{"MCBIN_CONFIG", shapeless.path()}}, "line 1"},
  };
  for (const Row& row : rows) {
    INFO(row.sentence);
    const auto settings = read(row.options, row.environment);
    REQUIRE_FALSE(settings);
    CHECK(settings.error().code == Errc::BadConfiguration);
    CHECK_THAT(settings.error().detail, Contains(row.sentence));
  }
}

TEST_CASE("cmd/fleet_settings: a setting of another command disturbs nobody", "[cmd]") {
  CHECK(read({}, {{"MCBIN_MEMORY", "junk"}}));
}
