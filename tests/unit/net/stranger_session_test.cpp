// Peers that have to say who they are before they are served: how long they have for it.
#include "echo_server.hpp"

#include <catch2/catch.hpp>

#include <chrono>

namespace {

using mcbin::net::Milliseconds;
using mcbin::test::EchoServer;
using mcbin::test::Peer;

mcbin::net::ServerOptions options_with(Milliseconds login_timeout) {
  auto options = mcbin::test::loopback_options();
  options.login_timeout = login_timeout;
  return options;
}

void say(const Peer& peer, const std::string& line) {
  peer.send(line);
  REQUIRE(peer.receive(line.size()) == line);
}

}  // namespace

TEST_CASE("net/stranger_session: is closed when its time is over", "[net][stranger]") {
  EchoServer server(options_with(Milliseconds(600)));
  const Peer peer = server.connect();
  const auto begin = std::chrono::steady_clock::now();
  say(peer, "stranger\n");
  const Peer busy = server.connect();  // talking does not help
  say(busy, "stranger\n");
  while (!busy.readable_within(0)) {
    if (busy.send_without_waiting("x\n") != 2) break;
    if (busy.receive(2) != "x\n") break;
  }
  CHECK(peer.closed_by_peer());
  CHECK(busy.closed_by_peer());
  CHECK(std::chrono::steady_clock::now() - begin >= Milliseconds(600));
  CHECK(mcbin::test::eventually([&] { return server.told("nobody has logged in"); }));
  CHECK(server.counters().overdue_closes == 2);
}

TEST_CASE("net/stranger_session: whoever says who it is may stay", "[net][stranger]") {
  EchoServer server(options_with(Milliseconds(600)));
  const Peer peer = server.connect();
  const Peer patient = server.connect();
  say(peer, "stranger\n");
  say(patient, "friend\n");
  say(peer, "friend\n");
  CHECK_FALSE(peer.readable_within(1500));
  say(peer, "still here\n");
  say(patient, "still here\n");
}

TEST_CASE("net/stranger_session: is not blamed for a wait for us", "[net][stranger]") {
  EchoServer server(options_with(Milliseconds(600)));
  const Peer peer = server.connect();
  say(peer, "stranger\n");
  say(peer, "ask\n");
  CHECK_FALSE(peer.readable_within(1500));
  server.watch.answer_all();
  say(peer, "friend\n");
}

TEST_CASE("net/stranger_session: has any time where there is no limit", "[net][stranger]") {
  EchoServer server(options_with(Milliseconds(0)));
  const Peer peer = server.connect();
  say(peer, "stranger\n");
  CHECK_FALSE(peer.readable_within(200));
  say(peer, "still here\n");
}
