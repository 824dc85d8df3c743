// Sockets that somebody else bound: taken over as they are, and refused when they cannot serve.
#include "echo_server.hpp"

#include <catch2/catch.hpp>

#include <cstring>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using mcbin::Errc;
using mcbin::net::Endpoint;
using mcbin::net::Server;
using mcbin::net::ServerOptions;
using mcbin::test::EchoServer;
using mcbin::test::Peer;

namespace {

int bound_tcp_socket(int type) {
  const int descriptor = ::socket(AF_INET, type, 0);
  REQUIRE(descriptor >= 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  return descriptor;
}

int listening_tcp_socket() {
  const int descriptor = bound_tcp_socket(SOCK_STREAM);
  REQUIRE(::listen(descriptor, 8) == 0);
  return descriptor;
}

/// A listening unix socket with a name outside the file system.
int listening_abstract_socket(const std::string& name) {
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path + 1, name.data(), name.size());
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  REQUIRE(::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), size) == 0);
  REQUIRE(::listen(descriptor, 8) == 0);
  return descriptor;
}

ServerOptions inheriting(int descriptor) {
  ServerOptions options = mcbin::test::loopback_options();
  options.listen = {{.endpoint = {}, .descriptor = descriptor}};
  return options;
}

}  // namespace

TEST_CASE("net/inherited_listener: a socket that was handed over is served", "[net][inherited]") {
  const EchoServer server(inheriting(listening_tcp_socket()));
  CHECK(server.port() != 0);
  const Peer peer = server.connect();
  peer.send("hello\n");
  CHECK(peer.receive(6) == "hello\n");
}

TEST_CASE("net/inherited_listener: inherited and bound addresses go together", "[net][inherited]") {
  ServerOptions options = inheriting(listening_tcp_socket());
  options.listen.push_back({{"127.0.0.1", 0, {}}});
  const auto server = Server::open(options);
  REQUIRE(server);
  const std::vector<Endpoint>& endpoints = (*server)->endpoints();
  REQUIRE(endpoints.size() == 2);
  CHECK(endpoints[0].host == "127.0.0.1");
  CHECK(endpoints[0].port != endpoints[1].port);
}

TEST_CASE("net/inherited_listener: a name outside the file system is shown with @",
          "[net][inherited]") {
  const std::string name = "mcbin-test-" + std::to_string(::getpid());
  const auto server = Server::open(inheriting(listening_abstract_socket(name)));
  REQUIRE(server);
  CHECK((*server)->endpoints().front().unix_path == "@" + name);
  CHECK(is_local((*server)->endpoints().front()));
}

TEST_CASE("net/inherited_listener: what cannot be listened on is named", "[net][inherited]") {
  struct Row {
    int descriptor;
    std::string reason;
  };
  const int datagrams = bound_tcp_socket(SOCK_DGRAM);
  const int deaf = bound_tcp_socket(SOCK_STREAM);
  for (const Row& row : {Row{997, "bad file descriptor"}, Row{datagrams, "it is no stream socket"},
                         Row{deaf, "the socket does not listen"}}) {
    const auto server = Server::open(inheriting(row.descriptor));
    REQUIRE_FALSE(server);
    CHECK(server.error().code == Errc::ConnectFailed);
    CHECK(server.error().detail == "fd:" + std::to_string(row.descriptor) + ": " + row.reason);
  }
  ::close(datagrams);
  ::close(deaf);
}
