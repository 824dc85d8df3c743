// Connections of the client loop that begin with a handshake, a greeting, or both.
#include "echo_server.hpp"
#include "mcbin/net/client_loop.hpp"
#include "tls_peer.hpp"

#include <optional>

using namespace mcbin;
using namespace mcbin::net;
using Catch::Matchers::Contains;

namespace {

class Talk final : public ClientTalk {
 public:
  MutableByteView input_space() override { return space_; }
  void received(std::size_t size) override { input += as_text(ByteView(space_).first(size)); }
  [[nodiscard]] ByteView output() const override { return as_bytes(out).subspan(sent_); }
  void sent(std::size_t size) override { sent_ += size; }
  void lost(const Error& error) override { end = error; }

  std::string input;
  std::string out;
  std::optional<Error> end;

 private:
  ByteVector space_ = ByteVector(1000);
  std::size_t sent_ = 0;
};

Deadline soon() {
  return std::chrono::steady_clock::now() + std::chrono::seconds(20);
}

/// An echo server behind TLS.
struct Encrypted {
  static ServerOptions options() {
    ServerOptions made = test::loopback_options();
    made.listen.front().encryption = Encryption::Tls;
    return made;
  }
  [[nodiscard]] Target target(const std::string& authorities) const {
    Target made(Endpoint{"127.0.0.1", server.port(), {}});
    auto context = TlsContext::for_client(
        {.certificate = {}, .key = {}, .authorities = authorities}, net::TlsPeer::Verified);
    REQUIRE(context);
    made.tls = std::make_shared<const TlsContext>(std::move(*context));
    return made;
  }

  test::CertificateFolder files{"here"};
  test::EchoServer server{
      options(), *TlsServerContext::load({.certificate = files.certificate(), .key = files.key()})};
};

bool turn_until_echoed(ClientLoop& loop, const Talk& talk, const std::string& expected) {
  const Deadline deadline = soon();
  while (talk.input != expected && !talk.end && std::chrono::steady_clock::now() < deadline) {
    loop.turn(std::chrono::milliseconds(50));
  }
  return talk.input == expected;
}

/// A line that is too long for one record, and for one read.
std::string long_line() {
  return std::string(100'000, 'x') + "\n";
}

}  // namespace

TEST_CASE("net/client_loop: bytes go both ways over TLS", "[net][client_loop][tls]") {
  const Encrypted encrypted;
  Talk talk;
  const auto loop = *ClientLoop::create();
  REQUIRE(loop->connect(encrypted.target(encrypted.files.certificate()), talk, soon()));
  talk.out = "one\n" + long_line() + "two\n";
  loop->flush(0);
  CHECK(turn_until_echoed(*loop, talk, "one\n" + long_line() + "two\n"));
  loop->finish_sending(0);
  const Deadline deadline = soon();
  while (!talk.end && std::chrono::steady_clock::now() < deadline) {
    loop->turn(std::chrono::milliseconds(50));
  }
  CHECK(talk.end);
  CHECK(loop->open() == 0);
}

TEST_CASE("net/client_loop: who is not trusted is refused", "[net][client_loop][tls]") {
  const Encrypted encrypted;
  const test::CertificateFolder other("here");
  Talk talk;
  const auto loop = *ClientLoop::create();
  const auto connected = loop->connect(encrypted.target(other.certificate()), talk, soon());
  REQUIRE_FALSE(connected);
  CHECK(connected.error().code == Errc::ConnectFailed);
  CHECK_THAT(connected.error().detail, Contains("not trusted"));
  CHECK(loop->open() == 0);
}

TEST_CASE("net/client_loop: who speaks no TLS, or nothing at all", "[net][client_loop][tls]") {
  const Encrypted encrypted;
  Target target = encrypted.target(encrypted.files.certificate());
  const test::Listener listener;
  target.endpoint.port = listener.port();
  Talk talk;
  const auto loop = *ClientLoop::create();
  SECTION("silent") {
    const Deadline in_a_moment = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
    const auto connected = loop->connect(target, talk, in_a_moment);
    REQUIRE_FALSE(connected);
    CHECK(connected.error().code == Errc::TimedOut);
  }
  SECTION("another protocol") {
    std::thread peer([&listener] {
      test::Peer accepted = listener.accept();
      accepted.send("ERROR\r\n");
    });
    const auto connected = loop->connect(target, talk, soon());
    peer.join();
    REQUIRE_FALSE(connected);
    CHECK(connected.error().code == Errc::ConnectFailed);
    CHECK_THAT(connected.error().detail, Contains("TLS"));
  }
  SECTION("closing") {
    std::thread peer([&listener] { const test::Peer accepted = listener.accept(); });
    const auto connected = loop->connect(target, talk, soon());
    peer.join();
    REQUIRE_FALSE(connected);
    CHECK(connected.error().code == Errc::ConnectFailed);
  }
}

TEST_CASE("net/client_loop: a greeting comes first", "[net][client_loop]") {
  const test::EchoServer server;
  Target target(Endpoint{"127.0.0.1", server.port(), {}});
  std::string greeted;
  target.greet = [&greeted](ByteStream& stream, Deadline deadline) -> Result<void> {
    if (auto sent = stream.write_all(as_bytes(long_line()), deadline); !sent) return sent;
    ByteVector space(1000);
    while (greeted.size() < long_line().size()) {
      const auto size = stream.read_some(space, deadline);
      if (!size) return tl::unexpected(size.error());
      greeted += as_text(ByteView(space).first(*size));
    }
    return {};
  };
  Talk talk;
  const auto loop = *ClientLoop::create();
  REQUIRE(loop->connect(target, talk, soon()));
  CHECK(greeted == long_line());
  talk.out = "one\n";
  loop->flush(0);
  CHECK(turn_until_echoed(*loop, talk, "one\n"));

  target.greet = [](ByteStream& stream, Deadline deadline) -> Result<void> {
    static_cast<void>(stream), static_cast<void>(deadline);
    return fail(Errc::LoginRefused, 0, "not you");
  };
  const auto refused = loop->connect(target, talk, soon());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::LoginRefused);
  CHECK(loop->open() == 1);
}

TEST_CASE("net/client_loop: a greeting to a peer that is silent or gone", "[net][client_loop]") {
  const test::Listener listener;
  Target target(Endpoint{"127.0.0.1", listener.port(), {}});
  std::size_t got = 1;
  target.greet = [&](ByteStream& stream, Deadline deadline) -> Result<void> {
    ByteVector space(10);
    const auto size = stream.read_some(space, deadline);
    if (!size) return tl::unexpected(size.error());
    got = *size;
    return fail(Errc::ConnectionClosed, 0, "gone");
  };
  Talk talk;
  const auto loop = *ClientLoop::create();
  const auto connected =
      loop->connect(target, talk, std::chrono::steady_clock::now() + std::chrono::milliseconds(50));
  REQUIRE_FALSE(connected);
  CHECK(connected.error().code == Errc::TimedOut);
  { const test::Peer hung_up = listener.accept(); }
  std::thread peer([&listener] { const test::Peer accepted = listener.accept(); });
  const auto closed = loop->connect(target, talk, soon());
  peer.join();
  REQUIRE_FALSE(closed);
  CHECK(got == 0);
}
