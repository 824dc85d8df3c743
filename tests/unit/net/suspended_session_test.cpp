// Sessions that wait for an answer from elsewhere: what their worker, their peer and the end of the
// server do meanwhile.
#include "echo_server.hpp"

#include <catch2/catch.hpp>

namespace {

using mcbin::net::StopMode;
using mcbin::test::EchoServer;
using mcbin::test::eventually;
using mcbin::test::Peer;

/// Lets a session of the server ask, and waits until it does.
void ask(EchoServer& server, const Peer& peer, const std::string& more = "") {
  const std::size_t before = server.watch.asking;
  peer.send("ask\n" + more);
  REQUIRE(eventually([&] { return server.watch.asking > before; }));
  CHECK(peer.receive(4) == "ask\n");  // what was ready before is sent
}

}  // namespace

TEST_CASE("net/suspended_session: goes on with what waited", "[net][suspended]") {
  EchoServer server;
  const Peer peer = server.connect();
  ask(server, peer, "one\n");
  peer.send("two\n");
  const std::size_t received = server.watch.received;
  // Meanwhile others are served by the same worker, and this one is not even read.
  const Peer other = server.connect();
  other.send("hello\n");
  CHECK(other.receive(6) == "hello\n");
  CHECK(server.watch.received == received + 6);
  CHECK(server.watch.lines == 2);
  server.watch.answer_all();
  CHECK(peer.receive(8) == "one\ntwo\n");
}

TEST_CASE("net/suspended_session: does not keep its worker busy", "[net][suspended]") {
  EchoServer server;
  const Peer peer = server.connect();
  ask(server, peer);
  peer.send("unread\n");
  const auto before = server.counters().yields;
  const Peer other = server.connect();
  for (int at = 0; at < 20; ++at) {
    other.send("hello\n");
    CHECK(other.receive(6) == "hello\n");
  }
  CHECK(server.counters().yields == before);
  server.watch.answer_all();
  CHECK(peer.receive(7) == "unread\n");
}

TEST_CASE("net/suspended_session: an answer for a peer that has gone harms nobody",
          "[net][suspended]") {
  EchoServer server;
  {
    const Peer peer = server.connect();
    ask(server, peer);
  }
  const Peer other = server.connect();
  ask(server, other);
  server.watch.answer_all();
  CHECK(eventually([&] { return server.watch.live == 1; }));
  server.watch.answer_all();
  other.send("still here\n");
  CHECK(other.receive(11) == "still here\n");
}

TEST_CASE("net/suspended_session: the end of the server waits for the answer", "[net][suspended]") {
  EchoServer server;
  const Peer peer = server.connect();
  ask(server, peer, "last\n");
  server.server().stop(StopMode::Graceful);
  server.watch.answer_all();
  CHECK(peer.receive(5) == "last\n");
  server.join();
}

TEST_CASE("net/suspended_session: a stop at once does not wait", "[net][suspended]") {
  EchoServer server;
  const Peer peer = server.connect();
  ask(server, peer);
  server.stop_at_once();
  CHECK(server.watch.live == 0);
  server.watch.answer_all();
}
