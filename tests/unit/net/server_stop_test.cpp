// How a server ends: what was read is answered, nobody can hold it up, signals do it too.
#include "echo_server.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <string>

using mcbin::net::Event;
using mcbin::net::Milliseconds;
using mcbin::net::StopMode;
using mcbin::test::EchoServer;
using mcbin::test::eventually;
using mcbin::test::loopback_options;
using mcbin::test::Peer;

TEST_CASE("net/server: a graceful stop answers what was read and closes", "[net][stop]") {
  EchoServer server;
  const Peer idle = server.connect();
  const Peer busy = server.connect();
  idle.send("hello\n");
  CHECK(idle.receive(6) == "hello\n");
  busy.send("big 20000000\nincomp");
  REQUIRE(eventually([&] { return server.watch.lines == 2; }));

  server.server().stop(StopMode::Graceful);
  CHECK(idle.receive_to_end().empty());
  const std::string text = busy.receive_to_end();
  CHECK(text.size() == 20'000'013);
  server.join();
  CHECK(server.watch.live == 0);
  CHECK(server.count(Event::Kind::CutOff) == 0);
  CHECK_FALSE(server.counters().accepting);
}

TEST_CASE("net/server: a graceful stop goes on with work that waits for its turn", "[net][stop]") {
  EchoServer server;
  const Peer peer = server.connect();
  peer.send("busy 2000\nlast\n");
  REQUIRE(eventually([&] { return server.watch.lines >= 1; }));
  server.server().stop(StopMode::Graceful);
  CHECK(peer.receive_to_end() == "busy 2000\nlast\n");
}

TEST_CASE("net/server: after a stop nobody is accepted any more", "[net][stop]") {
  EchoServer server;
  server.server().stop(StopMode::Graceful);
  server.join();
  const mcbin::test::Descriptor socket(::socket(AF_INET, SOCK_STREAM, 0));
  const sockaddr_in address = mcbin::test::loopback_address(server.port());
  CHECK(::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0);
}

TEST_CASE("net/server: a peer that does not read cannot hold the end up", "[net][stop]") {
  auto options = loopback_options();
  options.shutdown_timeout = Milliseconds(100);
  EchoServer server(options);
  const Peer peer = server.connect();
  peer.send("big 60000000\n");
  REQUIRE(eventually([&] { return server.watch.lines == 1; }));
  server.server().stop(StopMode::Graceful);
  server.join();
  CHECK(server.count(Event::Kind::CutOff) == 1);
  CHECK(server.counters().connections_now == 0);
}

TEST_CASE("net/server: a second stop, at once, waits for nobody", "[net][stop]") {
  auto options = loopback_options();
  options.shutdown_timeout = std::chrono::hours(1);
  EchoServer server(options);
  const Peer peer = server.connect();
  peer.send("big 60000000\n");
  REQUIRE(eventually([&] { return server.watch.lines == 1; }));
  server.server().stop(StopMode::Graceful);
  server.server().stop(StopMode::AtOnce);
  server.join();
  CHECK(server.counters().connections_now == 0);
}

TEST_CASE("net/server: one that is destroyed without run() leaves nothing behind", "[net][stop]") {
  mcbin::test::EchoWatch watch;
  auto server = mcbin::net::Server::open(loopback_options());
  REQUIRE(server);
  REQUIRE((*server)->start(
      [&](const mcbin::net::Peer&) { return std::make_unique<mcbin::test::EchoSession>(watch); }));
  const Peer peer = Peer::connect_tcp((*server)->endpoints().front().port);
  server->reset();
  CHECK(peer.closed_by_peer());
}

TEST_CASE("net/server: TERM and INT stop it, HUP is handed on", "[net][stop]") {
  const int number = GENERATE(SIGTERM, SIGINT);
  mcbin::test::EchoWatch watch;
  auto opened = mcbin::net::Server::open(loopback_options());
  REQUIRE(opened);
  mcbin::net::Server& server = **opened;
  std::atomic<int> hangups{0};
  std::atomic<int> rounds{0};
  REQUIRE(server.watch_signals([&] { ++hangups; }));
  server.every(Milliseconds(1), [&] { ++rounds; });
  REQUIRE(server.start(
      [&](const mcbin::net::Peer&) { return std::make_unique<mcbin::test::EchoSession>(watch); }));
  std::thread running([&] { server.run(); });
  ::raise(SIGHUP);
  CHECK(eventually([&] { return hangups == 1; }));
  CHECK(eventually([&] { return rounds >= 3; }));
  ::raise(number);
  running.join();
  CHECK(hangups == 1);
}
