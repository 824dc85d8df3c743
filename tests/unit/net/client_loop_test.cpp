// The client loop against raw peers on loopback: bytes both ways, ends, a peer that does not read.
#include "mcbin/net/client_loop.hpp"

#include "support/loopback.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <optional>
#include <string>

using mcbin::Byte;
using mcbin::ByteVector;
using mcbin::ByteView;
using mcbin::Deadline;
using mcbin::Errc;
using mcbin::Error;
using mcbin::MutableByteView;
using mcbin::net::ClientLoop;
using mcbin::net::ClientTalk;
using mcbin::test::Listener;
using mcbin::test::Peer;

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Collects what comes, sends what it is given.
class Talk final : public ClientTalk {
 public:
  MutableByteView input_space() override { return space_; }
  void received(std::size_t size) override {
    input += mcbin::as_text(ByteView(space_).first(size));
  }
  [[nodiscard]] ByteView output() const override { return ByteView(out).subspan(sent_); }
  void sent(std::size_t size) override { sent_ += size; }
  void lost(const Error& error) override { end = error; }

  std::string input;
  ByteVector out;
  std::optional<Error> end;

 private:
  ByteVector space_ = ByteVector(64U << 10U);
  std::size_t sent_ = 0;
};

mcbin::net::Endpoint endpoint_of(std::uint16_t port) {
  return {"127.0.0.1", port, {}};
}

Deadline soon() {
  return steady_clock::now() + milliseconds(20'000);
}

template <typename Condition>
bool turn_until(ClientLoop& loop, Condition condition) {
  const Deadline deadline = soon();
  while (!condition() && steady_clock::now() < deadline) loop.turn(milliseconds(50));
  return condition();
}

}  // namespace

TEST_CASE("net/client_loop: bytes go both ways, on several connections", "[net][client_loop]") {
  const Listener listener;
  Talk talks[2];
  const auto loop = *ClientLoop::create();
  const mcbin::net::Endpoint endpoint{"127.0.0.1", listener.port(), {}};
  REQUIRE(*loop->connect(endpoint, talks[0], soon()) == 0);
  Peer first = listener.accept();
  REQUIRE(*loop->connect(endpoint, talks[1], soon()) == 1);
  Peer second = listener.accept();
  CHECK(loop->open() == 2);

  talks[1].out = {'p', 'i', 'n', 'g'};
  loop->flush(1);
  CHECK(second.receive(4) == "ping");
  first.send("one");
  second.send("two");
  CHECK(turn_until(*loop, [&] { return talks[0].input == "one" && talks[1].input == "two"; }));
}

TEST_CASE("net/client_loop: an end is told once", "[net][client_loop]") {
  Talk talk;
  const auto loop = *ClientLoop::create();
  {
    const Listener listener;
    REQUIRE(loop->connect(endpoint_of(listener.port()), talk, soon()));
    const Peer peer = listener.accept();
  }
  REQUIRE(turn_until(*loop, [&] { return talk.end.has_value(); }));
  CHECK(talk.end->code == Errc::ConnectionClosed);
  CHECK(loop->open() == 0);
  talk.end.reset();
  loop->flush(0);
  loop->turn(milliseconds(1));
  CHECK_FALSE(talk.end.has_value());
}

TEST_CASE("net/client_loop: what the system does not take follows later", "[net][client_loop]") {
  const Listener listener;
  Talk talk;
  const auto loop = *ClientLoop::create();
  REQUIRE(loop->connect(endpoint_of(listener.port()), talk, soon()));
  Peer peer = listener.accept();
  talk.out = ByteVector(16U << 20U, Byte{'x'});
  loop->flush(0);
  REQUIRE_FALSE(talk.output().empty());
  peer.send("busy");
  CHECK(turn_until(*loop, [&] { return talk.input == "busy"; }));
  std::size_t got = 0;
  ByteVector block(1U << 20U);
  CHECK(turn_until(*loop, [&] {
    const ssize_t size = ::recv(peer.descriptor(), block.data(), block.size(), MSG_DONTWAIT);
    if (size > 0) got += static_cast<std::size_t>(size);
    return got == talk.out.size();
  }));
  CHECK(talk.output().empty());
}

TEST_CASE("net/client_loop: a wait ends after microseconds", "[net][client_loop]") {
  const auto loop = *ClientLoop::create();
  const auto start = steady_clock::now();
  loop->turn(std::chrono::microseconds(200));
  CHECK(steady_clock::now() - start >= std::chrono::microseconds(200));
}

TEST_CASE("net/client_loop: nobody listens", "[net][client_loop]") {
  Talk talk;
  const auto loop = *ClientLoop::create();
  const auto connected = loop->connect(endpoint_of(mcbin::test::closed_port()), talk, soon());
  REQUIRE_FALSE(connected);
  CHECK(connected.error().code == Errc::ConnectFailed);
}
