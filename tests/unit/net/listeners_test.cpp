// Listening: free ports, busy ports, missing addresses, unix sockets and what lies in their way.
#include "echo_server.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>

using mcbin::Errc;
using mcbin::net::Endpoint;
using mcbin::net::Presence;
using mcbin::net::Server;
using mcbin::net::ServerOptions;
using mcbin::net::StopMode;
using mcbin::test::EchoServer;
using mcbin::test::Peer;

namespace {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    char pattern[] = "/tmp/mcbin-test-XXXXXX";
    REQUIRE(::mkdtemp(pattern) != nullptr);
    path_ = pattern;
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

ServerOptions listening_on(std::vector<Endpoint> endpoints) {
  ServerOptions options = mcbin::test::loopback_options();
  options.listen.clear();
  for (Endpoint& endpoint : endpoints) options.listen.push_back({std::move(endpoint)});
  return options;
}

ServerOptions listening_on_unix(const std::string& path) {
  return listening_on({Endpoint{{}, 0, path}});
}

mode_t mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode;
}

}  // namespace

TEST_CASE("net/listeners: v4 and v6 share the free port", "[net][listeners]") {
  ServerOptions options = mcbin::test::loopback_options();
  options.listen.push_back({{"::1", 0, {}}, Presence::IfAvailable});
  const auto server = Server::open(options);
  REQUIRE(server);
  const auto& endpoints = (*server)->endpoints();
  REQUIRE_FALSE(endpoints.empty());
  CHECK(endpoints[0].host == "127.0.0.1");
  CHECK(endpoints[0].port != 0);
  if (endpoints.size() == 2) {  // this machine has IPv6
    CHECK(endpoints[1].host == "::1");
    CHECK(endpoints[1].port == endpoints[0].port);
  }
}

TEST_CASE("net/listeners: names are looked up", "[net][listeners]") {
  const auto server = Server::open(listening_on({Endpoint{"localhost", 0, {}}}));
  REQUIRE(server);
  CHECK((*server)->endpoints().front().port != 0);
}

TEST_CASE("net/listeners: a busy port is named", "[net][listeners]") {
  const auto first = Server::open(mcbin::test::loopback_options());
  REQUIRE(first);
  const std::uint16_t port = (*first)->endpoints().front().port;
  const auto second = Server::open(listening_on({Endpoint{"127.0.0.1", port, {}}}));
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Errc::ConnectFailed);
  CHECK(second.error().detail == "127.0.0.1:" + std::to_string(port) + ": address already in use");
}

TEST_CASE("net/listeners: an address of another machine is refused or left out",
          "[net][listeners]") {
  const Endpoint elsewhere{"192.0.2.1", 0, {}};  // RFC 5737: nobody has it
  auto server = Server::open(listening_on({elsewhere}));
  REQUIRE_FALSE(server);
  CHECK(server.error().code == Errc::ConnectFailed);

  ServerOptions options = mcbin::test::loopback_options();
  options.listen.push_back({elsewhere, Presence::IfAvailable});
  server = Server::open(options);
  REQUIRE(server);
  CHECK((*server)->endpoints().size() == 1);

  options.listen.erase(options.listen.begin());
  server = Server::open(options);  // then nothing is left to listen on
  REQUIRE_FALSE(server);
  CHECK(server.error().code == Errc::ConnectFailed);
}

TEST_CASE("net/listeners: settings that cannot work are refused", "[net][listeners]") {
  auto server = Server::open(listening_on({}));
  REQUIRE_FALSE(server);
  CHECK(server.error().code == Errc::BadConfiguration);

  server = Server::open(listening_on({Endpoint{"no..name", 0, {}}}));
  REQUIRE_FALSE(server);
  CHECK(server.error().code == Errc::BadConfiguration);

  ServerOptions options = mcbin::test::loopback_options();
  options.threads = 0;
  server = Server::open(options);
  REQUIRE_FALSE(server);
  CHECK(server.error().code == Errc::BadConfiguration);
}

TEST_CASE("net/listeners: a unix socket has its mode, serves, and is removed", "[net][listeners]") {
  const TemporaryDirectory directory;
  const std::string path = directory.file("socket");
  ServerOptions options = listening_on_unix(path);
  options.unix_mode = GENERATE(mode_t{0700}, mode_t{0770}, mode_t{0666});
  EchoServer server(options);
  CHECK(mode_of(path) == (S_IFSOCK | options.unix_mode));
  const Peer peer = Peer::connect_unix(path);
  peer.send("hello\n");
  CHECK(peer.receive(6) == "hello\n");
  server.server().stop(StopMode::Graceful);
  server.join();
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("net/listeners: idleness does not end a unix connection", "[net][listeners]") {
  const TemporaryDirectory directory;
  ServerOptions options = listening_on_unix(directory.file("socket"));
  options.idle_timeout = mcbin::net::Milliseconds(20);
  EchoServer server(options);
  const Peer peer = Peer::connect_unix(directory.file("socket"));
  CHECK_FALSE(peer.readable_within(200));
}

TEST_CASE("net/listeners: a stale unix socket is replaced, a live one is not", "[net][listeners]") {
  const TemporaryDirectory directory;
  const std::string path = directory.file("socket");
  {
    // Bound and closed without unlink: what a killed server leaves.
    const mcbin::test::Descriptor socket(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.c_str(), path.size());
    REQUIRE(::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  REQUIRE(std::filesystem::exists(path));
  const auto first = Server::open(listening_on_unix(path));
  REQUIRE(first);
  const auto second = Server::open(listening_on_unix(path));
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Errc::ConnectFailed);
  CHECK(second.error().detail == path + ": address already in use");
}

TEST_CASE("net/listeners: a file that is no socket is never removed", "[net][listeners]") {
  const TemporaryDirectory directory;
  const std::string path = directory.file("precious");
  std::ofstream(path) << "data";
  const auto server = Server::open(listening_on_unix(path));
  REQUIRE_FALSE(server);
  CHECK(server.error().code == Errc::ConnectFailed);
  CHECK(std::filesystem::file_size(path) == 4);
}
