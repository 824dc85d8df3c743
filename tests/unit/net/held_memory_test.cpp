// Memory that connections hold: who goes on and who has to wait when there is too much of it.
#include "echo_server.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using mcbin::net::Milliseconds;
using mcbin::net::ServerOptions;
using mcbin::test::EchoServer;
using mcbin::test::eventually;
using mcbin::test::loopback_options;
using mcbin::test::Peer;

namespace {

constexpr std::size_t kLimit = 1024 * 1024;
constexpr std::size_t kHalfLineBytes = 150'000;
/// One line, what one read brings, and small reads of those that hold nothing.
constexpr std::size_t kSlack = 300'000 + 2 * mcbin::net::kScratchBytes;

ServerOptions scarce_options() {
  ServerOptions options = loopback_options();
  options.held_bytes_max = kLimit;
  options.stall_grace = Milliseconds(50);
  return options;
}

/// Peers that each send the first half of a line and then nothing.
std::vector<Peer> send_half_lines(const EchoServer& server, int count) {
  std::vector<Peer> peers;
  for (int number = 0; number < count; ++number) {
    peers.push_back(server.connect());
    static_cast<void>(peers.back().send_without_waiting(std::string(kHalfLineBytes, 'x')));
  }
  return peers;
}

std::string long_line(std::size_t size) {
  return std::string(size - 1, 'v') + '\n';
}

}  // namespace

TEST_CASE("net/held_memory: while half requests take all memory, whole ones are answered",
          "[net][held]") {
  EchoServer server(scarce_options());
  const std::vector<Peer> half = send_half_lines(server, 20);
  REQUIRE(eventually([&] { return server.counters().memory_waits > 0; }));
  CHECK(server.counters().held_bytes <= kLimit + kSlack);
  const Peer peer = server.connect();
  for (int round = 0; round < 20; ++round) {
    peer.send("small\n");
    CHECK(peer.receive(6) == "small\n");
    const std::string line = long_line(300'000);
    peer.send(line);
    CHECK(peer.receive(line.size()) == line);
  }
  CHECK(server.counters().held_bytes <= kLimit + kSlack);
}

TEST_CASE("net/held_memory: a half request that had to wait goes on when there is room",
          "[net][held]") {
  ServerOptions options = scarce_options();
  options.stall_grace = std::chrono::hours(1);
  EchoServer server(options);
  std::vector<Peer> half = send_half_lines(server, 20);
  REQUIRE(eventually([&] { return server.counters().memory_waits > 0; }));
  const Peer last = std::move(half.back());
  half.clear();
  last.send("rest\n");
  const std::string line = last.receive(kHalfLineBytes + 5);
  CHECK(line.ends_with("xrest\n"));
  CHECK(server.counters().memory_closes == 0);
}

TEST_CASE("net/held_memory: the last one that waits is never left waiting", "[net][held]") {
  ServerOptions options = scarce_options();
  options.stall_grace = std::chrono::hours(1);
  EchoServer server(options);  // each line alone is more than the limit
  const std::string line = long_line(2 * kLimit);
  std::vector<Peer> peers;
  for (int number = 0; number < 4; ++number) peers.push_back(server.connect());
  std::vector<std::size_t> sent(peers.size(), 0);
  const auto give_up = std::chrono::steady_clock::now() + Milliseconds(mcbin::test::kPatienceMs);
  for (std::size_t answered = 0; answered < peers.size();) {
    REQUIRE(std::chrono::steady_clock::now() < give_up);
    for (std::size_t at = 0; at < peers.size(); ++at) {
      if (sent[at] > line.size()) continue;
      sent[at] += peers[at].send_without_waiting(std::string_view(line).substr(sent[at]));
      if (sent[at] < line.size()) continue;
      CHECK(peers[at].receive(line.size()) == line);
      sent[at] = line.size() + 1;  // it has been answered
      ++answered;
    }
  }
  CHECK(server.counters().memory_closes == 0);
}

TEST_CASE("net/held_memory: who let us wait longest makes room for one that came later",
          "[net][held]") {
  EchoServer server(scarce_options());
  const std::vector<Peer> half = send_half_lines(server, 20);
  REQUIRE(eventually([&] { return server.counters().memory_waits > 0; }));
  std::this_thread::sleep_for(Milliseconds(100));  // until they have stalled
  const Peer peer = server.connect();
  const std::string line = long_line(800'000);  // more than the reserve
  peer.send(line);
  CHECK(peer.receive(line.size()) == line);
  CHECK(server.counters().memory_closes > 0);
  CHECK(server.told("it held memory that others need"));
}

TEST_CASE("net/held_memory: peers that never read are closed when memory is exhausted",
          "[net][held]") {
  EchoServer server(scarce_options());
  const Peer deaf = server.connect();
  deaf.send("big 60000000\n");
  CHECK(eventually([&] { return server.counters().memory_closes == 1; }));
  CHECK(eventually([&] { return server.counters().held_bytes == 0; }));
  const Peer peer = server.connect();
  peer.send("small\n");
  CHECK(peer.receive(6) == "small\n");
}
