// What an operator sees of connections while they are served, and of workers that hang.
#include "echo_server.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

using mcbin::net::Milliseconds;
using mcbin::net::ServerOptions;
using mcbin::net::ShownConnection;
using mcbin::net::Transport;
using mcbin::test::EchoServer;
using mcbin::test::eventually;
using mcbin::test::loopback_options;
using mcbin::test::Peer;

namespace {

constexpr std::size_t kAll = 1000;
/// More than the socket buffers of both sides take.
constexpr std::string_view kMoreThanBuffers = "big 67108864\n";

/// The connection that `peer` ends in.
ShownConnection shown(EchoServer& server, std::size_t at) {
  const auto all = server.server().connections(kAll);
  return at < all.size() ? all[at] : ShownConnection{};
}

}  // namespace

TEST_CASE("net/shown_connection: each connection says what it waits for", "[net][shown]") {
  using Doing = ShownConnection::Doing;
  EchoServer server;
  const Peer idle = server.connect();
  const Peer half = server.connect();
  const Peer deaf = server.connect();
  for (const Peer* peer : {&idle, &half, &deaf}) {
    peer->send("x\n");
    CHECK(peer->receive(2) == "x\n");
  }
  half.send("half");
  deaf.send(kMoreThanBuffers);
  CHECK(eventually([&] { return shown(server, 1).doing == Doing::ReadingRequest; }));
  CHECK(eventually([&] { return shown(server, 2).doing == Doing::Sending; }));
  const ShownConnection first = shown(server, 0);
  CHECK(first.doing == Doing::Idle);
  CHECK(first.number == 1);
  CHECK(first.worker == 0);
  CHECK(first.transport == Transport::Tcp);
  CHECK(first.address.starts_with("127.0.0.1:"));
  CHECK(first.waited <= first.age + Milliseconds(1));
  CHECK(server.server().connections(2).size() == 2);
}

TEST_CASE("net/shown_connection: connections come and go while they are shown", "[net][shown]") {
  ServerOptions options = loopback_options();
  options.threads = 2;
  EchoServer server(options);
  std::atomic<bool> done{false};
  std::atomic<std::size_t> seen_max{0};
  std::thread viewer([&] {
    while (!done) {
      seen_max = std::max(seen_max.load(), server.server().connections(kAll).size());
    }
  });
  for (int round = 0; round < 50; ++round) {
    const Peer peer = server.connect();
    peer.send("x\n");
    CHECK(peer.receive(2) == "x\n");
  }
  done = true;
  viewer.join();
  CHECK(seen_max <= 50);
  CHECK(eventually([&] { return server.server().connections(kAll).empty(); }));
}

TEST_CASE("net/shown_connection: a worker that hangs is noticed", "[net][shown]") {
  EchoServer server;
  CHECK(eventually([&] { return server.server().slowest_worker() < Milliseconds(1000); }));
  const Peer peer = server.connect();
  const auto began = std::chrono::steady_clock::now();
  server.watch.hang = true;
  peer.send("x\n");
  CHECK(eventually([&] { return server.server().slowest_worker() > Milliseconds(300); }));
  CHECK(std::chrono::steady_clock::now() - began > Milliseconds(250));
  server.watch.hang = false;
  CHECK(peer.receive(2) == "x\n");
  CHECK(eventually([&] { return server.server().slowest_worker() < Milliseconds(300); }));
  server.stop_at_once();
  CHECK(server.server().slowest_worker() == Milliseconds(0));
}
