// The client's stream against raw peers on loopback: bytes, ends, and every deadline.
#include "mcbin/net/connect.hpp"

#include "support/loopback.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <thread>
#include <vector>

using mcbin::as_bytes;
using mcbin::Byte;
using mcbin::Deadline;
using mcbin::Errc;
using mcbin::net::connect;
using mcbin::net::Endpoint;
using mcbin::test::Listener;
using mcbin::test::Peer;

namespace {

Deadline in_ms(int milliseconds) {
  return std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
}

Endpoint local(std::uint16_t port, std::string host = "127.0.0.1") {
  return {std::move(host), port, {}};
}

constexpr int kLongMs = 20'000;
constexpr int kShortMs = 40;

}  // namespace

TEST_CASE("net/connect: bytes go both ways", "[net][connect]") {
  const Listener listener;
  const std::string host = GENERATE("127.0.0.1", "localhost");
  auto stream = connect(local(listener.port(), host), in_ms(kLongMs));
  REQUIRE(stream);
  const Peer peer = listener.accept();
  REQUIRE((*stream)->write_all(as_bytes("to the peer"), in_ms(kLongMs)));
  CHECK(peer.receive(11) == "to the peer");

  peer.send("and back");
  std::array<Byte, 64> space{};
  std::string text;
  while (text.size() < 8) {
    const auto size = (*stream)->read_some(space, in_ms(kLongMs));
    REQUIRE(size);
    REQUIRE(*size > 0);
    text += mcbin::as_text({space.data(), *size});
  }
  CHECK(text == "and back");
}

TEST_CASE("net/connect: more than the socket buffers hold is sent whole", "[net][connect]") {
  const Listener listener;
  auto stream = connect(local(listener.port()), in_ms(kLongMs));
  REQUIRE(stream);
  const Peer peer = listener.accept();
  std::string text(32u << 20, '\0');
  std::uint32_t state = 0x87654321;
  for (char& letter : text) {
    state = state * 1664525u + 1013904223u;
    letter = static_cast<char>(state >> 24);
  }
  bool written = false;
  std::thread writer(
      [&] { written = (*stream)->write_all(as_bytes(text), in_ms(kLongMs)).has_value(); });
  const std::string received = peer.receive(text.size());
  writer.join();
  CHECK(written);
  CHECK(received == text);
}

TEST_CASE("net/connect: the orderly end reads as 0 bytes, again and again", "[net][connect]") {
  const Listener listener;
  auto stream = connect(local(listener.port()), in_ms(kLongMs));
  REQUIRE(stream);
  listener.accept().close();
  std::array<Byte, 8> space{};
  CHECK((*stream)->read_some(space, in_ms(kLongMs)) == 0u);
  CHECK((*stream)->read_some(space, in_ms(kLongMs)) == 0u);
}

TEST_CASE("net/connect: a closed port is refused, in words", "[net][connect]") {
  const auto stream = connect(local(mcbin::test::closed_port()), in_ms(kLongMs));
  REQUIRE_FALSE(stream);
  CHECK(stream.error().code == Errc::ConnectFailed);
  CHECK(stream.error().detail == "connection refused");
}

TEST_CASE("net/connect: a missing or too long unix path fails, in words", "[net][connect]") {
  auto stream = connect(Endpoint{{}, 0, "/nonexistent/mcbin.sock"}, in_ms(kLongMs));
  REQUIRE_FALSE(stream);
  CHECK(stream.error().code == Errc::ConnectFailed);
  CHECK(stream.error().detail == "no such file or directory");

  stream = connect(Endpoint{{}, 0, "/" + std::string(200, 'x')}, in_ms(kLongMs));
  REQUIRE_FALSE(stream);
  CHECK(stream.error().code == Errc::ConnectFailed);
  CHECK(stream.error().detail == "the path of the unix socket is too long");
}

TEST_CASE("net/connect: a name that cannot exist fails", "[net][connect]") {
  // No label may be empty, so no resolver is asked over the network.
  const auto stream = connect(local(1, "no..name"), in_ms(kLongMs));
  REQUIRE_FALSE(stream);
  CHECK(stream.error().code == Errc::ConnectFailed);
  CHECK_FALSE(stream.error().detail.empty());
}

TEST_CASE("net/connect: a listener that never takes us ends at the deadline", "[net][connect]") {
  const Listener listener(0);
  std::vector<std::unique_ptr<mcbin::ByteStream>> filling;
  for (int attempt = 0; attempt < 16; ++attempt) {  // until its backlog is full
    auto stream = connect(local(listener.port()), in_ms(kShortMs));
    if (stream) {
      filling.push_back(std::move(*stream));
      continue;
    }
    CHECK(stream.error().code == Errc::TimedOut);
    return;
  }
  FAIL("the backlog never filled");
}

TEST_CASE("net/connect: a read without an answer ends at the deadline", "[net][connect]") {
  const Listener listener;
  auto stream = connect(local(listener.port()), in_ms(kLongMs));
  REQUIRE(stream);
  const Peer peer = listener.accept();
  std::array<Byte, 8> space{};
  auto size = (*stream)->read_some(space, in_ms(kShortMs));
  REQUIRE_FALSE(size);
  CHECK(size.error().code == Errc::TimedOut);

  peer.send("late");  // a time-out does not spoil the stream
  size = (*stream)->read_some(space, in_ms(kLongMs));
  CHECK(size == 4u);
}

TEST_CASE("net/connect: a write to a peer that does not read ends at the deadline",
          "[net][connect]") {
  const Listener listener;
  auto stream = connect(local(listener.port()), in_ms(kLongMs));
  REQUIRE(stream);
  const Peer peer = listener.accept();
  const std::string text(64u << 20, 'x');
  const auto written = (*stream)->write_all(as_bytes(text), in_ms(kShortMs));
  REQUIRE_FALSE(written);
  CHECK(written.error().code == Errc::TimedOut);
}

TEST_CASE("net/connect: a peer that resets fails the read and the write", "[net][connect]") {
  const Listener listener;
  auto stream = connect(local(listener.port()), in_ms(kLongMs));
  REQUIRE(stream);
  listener.accept().reset();
  std::array<Byte, 8> space{};
  const auto size = (*stream)->read_some(space, in_ms(kLongMs));
  REQUIRE_FALSE(size);
  CHECK(size.error().code == Errc::ReadFailed);

  const auto written = (*stream)->write_all(as_bytes("x"), in_ms(kLongMs));
  REQUIRE_FALSE(written);
  CHECK(written.error().code == Errc::ConnectionClosed);
}
