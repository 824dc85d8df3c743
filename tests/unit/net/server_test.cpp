// The server over real loopback sockets: the loop, back-pressure, ends, limits and time-outs.
#include "echo_server.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using mcbin::net::Event;
using mcbin::net::Milliseconds;
using mcbin::net::StopMode;
using mcbin::test::EchoServer;
using mcbin::test::EchoSession;
using mcbin::test::eventually;
using mcbin::test::loopback_options;
using mcbin::test::Peer;

namespace {

std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t number = 0; number < count; ++number) {
    text += "line " + std::to_string(number * 2654435761u) + "\n";
  }
  return text;
}

/// More than the socket buffers of both sides take.
constexpr std::size_t kMoreThanBuffers = 64u << 20;

/// After this long without room to send, both socket buffers are full and nobody reads.
constexpr int kNobodyReadsMs = 300;

}  // namespace

TEST_CASE("net/server: a line is answered, whole or byte by byte", "[net][server]") {
  EchoServer server;
  const Peer peer = server.connect();
  const std::string text = "hello\nworld\n";
  peer.send(text);
  CHECK(peer.receive(text.size()) == text);
  for (const char letter : text) peer.send(std::string_view(&letter, 1));
  CHECK(peer.receive(text.size()) == text);
}

TEST_CASE("net/server: reads around the size of the read buffer lose nothing", "[net][server]") {
  EchoServer server;
  const Peer peer = server.connect();
  const std::size_t size = GENERATE(mcbin::net::kScratchBytes - 1, mcbin::net::kScratchBytes,
                                    mcbin::net::kScratchBytes + 1, mcbin::net::kScratchBytes * 3);
  CAPTURE(size);
  std::string text = lines(size / 8);
  text.resize(size - 1);
  text += '\n';
  peer.send(text);
  CHECK(peer.receive(text.size()) == text);
}

TEST_CASE("net/server: many connections on two workers get their own answers", "[net][server]") {
  auto options = loopback_options();
  options.threads = 2;
  EchoServer server(options);
  std::vector<Peer> peers;
  for (int number = 0; number < 100; ++number) peers.push_back(server.connect());
  for (std::size_t number = 0; number < peers.size(); ++number) {
    peers[number].send("mine " + std::to_string(number) + "\n" + lines(50));
  }
  for (std::size_t number = 0; number < peers.size(); ++number) {
    const std::string text = "mine " + std::to_string(number) + "\n" + lines(50);
    CHECK(peers[number].receive(text.size()) == text);
  }
  const auto counters = server.counters();
  CHECK(counters.connections_now == 100);
  CHECK(counters.connections_total == 100);
  CHECK(counters.bytes_read == counters.bytes_written);
  CHECK(counters.accepting);
  CHECK(server.watch.expected == server.watch.received);  // each read was announced
  peers.clear();
  CHECK(eventually([&] { return server.counters().connections_now == 0; }));
  CHECK(eventually([&] { return server.watch.live == 0; }));
}

TEST_CASE("net/server: a peer that does not read stops being read, and loses nothing",
          "[net][server]") {
  EchoServer server;
  const Peer peer = server.connect();
  const std::string text = lines(20'000);
  std::size_t sent = 0;
  while (sent < kMoreThanBuffers && peer.writable_within(kNobodyReadsMs)) {
    sent += peer.send_without_waiting(std::string_view(text).substr(sent % text.size()));
  }
  CHECK(sent < kMoreThanBuffers);
  CHECK(server.watch.unsent_max <= EchoSession::kHighWater + mcbin::net::kScratchBytes);

  std::string expected;
  while (expected.size() < sent) expected += text;
  expected.resize(sent);
  expected.resize(expected.rfind('\n') + 1);
  CHECK(peer.receive(expected.size()) == expected);
}

TEST_CASE("net/server: an answer far larger than the socket buffers arrives", "[net][server]") {
  EchoServer server;
  const Peer peer = server.connect();
  peer.send("big 30000000\n");
  const std::string text = peer.receive(30'000'013);
  CHECK(text.size() == 30'000'013);
  CHECK(
      text.ends_with("bbb"
                     "big 30000000\n"));
}

TEST_CASE("net/server: after a half-close what was complete is answered, then it ends",
          "[net][server]") {
  EchoServer server;
  const Peer peer = server.connect();
  peer.send("one\ntwo\nincomp");
  peer.finish_sending();
  CHECK(peer.receive_to_end() == "one\ntwo\n");
  CHECK(eventually([&] { return server.counters().connections_now == 0; }));
}

TEST_CASE("net/server: after a closing answer what still comes does not destroy it",
          "[net][server]") {
  EchoServer server;
  const Peer peer = server.connect();
  peer.send("close\n" + std::string(500'000, 'x'));  // unread input would mean a reset
  CHECK(peer.receive_to_end() == "close\n");
  CHECK(eventually([&] { return server.counters().connections_now == 0; }));
}

TEST_CASE("net/server: a peer that keeps a closed connection is cut off", "[net][server]") {
  EchoServer server;
  const Peer peer = server.connect();
  peer.send("close\n");
  CHECK(peer.receive_to_end() == "close\n");
  CHECK(eventually([&] { return server.counters().connections_now == 0; }));
}

TEST_CASE("net/server: a peer that resets is forgotten", "[net][server]") {
  EchoServer server;
  Peer peer = server.connect();
  peer.send("hello\n");
  CHECK(peer.receive(6) == "hello\n");
  peer.reset();
  CHECK(eventually([&] { return server.counters().connections_now == 0; }));
  CHECK(eventually([&] { return server.told("lost"); }));
}

TEST_CASE("net/server: an answer that waited for its turn is sent without new input",
          "[net][server]") {
  EchoServer server;
  const Peer peer = server.connect();
  peer.send("big 300000\nlast\n");  // past the high water mark: "last" has to wait
  CHECK(peer.receive(300'016).ends_with("big 300000\nlast\n"));
}

TEST_CASE("net/server: a connection with much to do lets others go first", "[net][server]") {
  EchoServer server;  // one worker
  const Peer busy = server.connect();
  const Peer other = server.connect();
  busy.send("busy 1000000000\n");
  REQUIRE(eventually([&] { return server.counters().yields > 0; }));
  other.send("hello\n");
  CHECK(other.receive(6) == "hello\n");
}

TEST_CASE("net/server: over the limit a connection is closed and counted", "[net][server]") {
  auto options = loopback_options();
  options.connections_max = 2;
  EchoServer server(options);
  Peer first = server.connect();
  const Peer second = server.connect();
  first.send("1\n");
  second.send("2\n");
  CHECK(first.receive(2) == "1\n");
  CHECK(second.receive(2) == "2\n");

  const Peer third = server.connect();
  CHECK(third.closed_by_peer());
  CHECK(eventually([&] { return server.counters().connections_rejected == 1; }));
  CHECK(server.counters().connections_now == 2);
  CHECK(eventually([&] { return server.count(Event::Kind::Rejected) == 1; }));

  first.close();  // makes room
  REQUIRE(eventually([&] { return server.counters().connections_now == 1; }));
  const Peer fourth = server.connect();
  fourth.send("4\n");
  CHECK(fourth.receive(2) == "4\n");
}

TEST_CASE("net/server: an idle connection is closed after its time-out, an active one is not",
          "[net][server]") {
  auto options = loopback_options();
  options.idle_timeout = Milliseconds(GENERATE(0, 50));
  EchoServer server(options);
  const Peer peer = server.connect();
  peer.send("hello\n");
  CHECK(peer.receive(6) == "hello\n");
  if (options.idle_timeout.count() == 0) {
    CHECK_FALSE(peer.readable_within(200));
    return;
  }
  CHECK(peer.receive_to_end().empty());
  CHECK(server.counters().idle_closes == 1);
  CHECK(eventually([&] { return server.told("idle"); }));
}

TEST_CASE("net/server: a request without its whole header, or body, has a time-out of its own",
          "[net][server]") {
  auto options = loopback_options();
  const bool inside_body = GENERATE(false, true);
  options.idle_timeout = Milliseconds(20);
  options.header_timeout = Milliseconds(inside_body ? 20 : 300);
  options.body_timeout = Milliseconds(inside_body ? 300 : 20);
  EchoServer server(options);
  const Peer peer = server.connect();
  peer.send(inside_body ? std::string(EchoSession::kHeaderBytes, 'b') : "h");
  const auto begin = std::chrono::steady_clock::now();
  CHECK(peer.receive_to_end().empty());
  CHECK(std::chrono::steady_clock::now() - begin >= Milliseconds(250));
  CHECK(server.counters().idle_closes == 0);
  CHECK(server.counters().overdue_closes == 1);
}

TEST_CASE("net/server: a request that drips in is overdue, however often it drips",
          "[net][server]") {
  auto options = loopback_options();
  options.header_timeout = Milliseconds(100);
  options.body_timeout = Milliseconds(100);
  EchoServer server(options);
  const Peer peer = server.connect();
  bool closed = false;
  for (int drop = 0; drop < 2000 && !closed; ++drop) {
    static_cast<void>(peer.send_without_waiting("x"));
    closed = peer.readable_within(10);
  }
  CHECK(closed);
  CHECK(server.counters().overdue_closes == 1);
}

TEST_CASE("net/server: a peer that never reads is cut off", "[net][server]") {
  auto options = loopback_options();
  options.output_timeout = Milliseconds(50);
  EchoServer server(options);
  const Peer peer = server.connect();
  peer.send("big 60000000\n");
  REQUIRE(eventually([&] { return server.watch.lines == 1; }));
  CHECK(eventually([&] { return server.counters().connections_now == 0; }));
  CHECK(server.counters().overdue_closes == 1);
  CHECK(eventually([&] { return server.told("the peer does not read"); }));
}
