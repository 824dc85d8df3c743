// A TLS channel over a socket pair that does not block, turn by turn.
#include "mcbin/net/tls_channel.hpp"

#include "mcbin/net/server_options.hpp"
#include "tls_sample.hpp"

#include <array>
#include <optional>
#include <sys/socket.h>

using namespace mcbin;
using net::ClientCertificates;
using State = net::Transfer::State;

namespace {

struct Ends {
  explicit Ends(ClientCertificates clients = ClientCertificates::Ignored, bool shows = false) {
    int numbers[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, numbers) == 0);
    const auto context = net::TlsServerContext::load(
        {.certificate = sample.path(), .authorities = sample.path(), .clients = clients});
    if (!context) FAIL(context.error().detail);
    channel = net::make_tls_channel(net::Descriptor(numbers[0]), **context);
    socket = net::Descriptor(numbers[1]);
    peer.emplace(socket.number(), shows ? sample.path() : std::string());
  }

  /// Both sides take turns. @return what came of the channel's side.
  State shake() {
    bool peer_done = false;
    State state = State::Blocked;
    for (int turn = 0; turn < 10 && (state == State::Blocked || !peer_done); ++turn) {
      peer_done = peer->shake();
      if (state == State::Blocked) state = channel->prepare();
    }
    return state;
  }

  net::Transfer write(std::string_view text) const {
    const std::array<ByteView, 1> piece = {as_bytes(text)};
    return channel->write(piece);
  }

  test::TlsSample sample;
  std::unique_ptr<net::Channel> channel;
  net::Descriptor socket;
  std::optional<test::TlsFarEnd> peer;
};

}  // namespace

TEST_CASE("net/tls_channel: nothing is read before the handshake", "[net][tls]") {
  Ends ends;
  CHECK(ends.channel->prepare() == State::Blocked);
  CHECK_FALSE(ends.channel->waits_for_output());
  CHECK(ends.shake() == State::Moved);
  ByteVector space(100);
  CHECK(ends.channel->read(space).state == State::Blocked);
  CHECK_FALSE(ends.channel->holds_input());
  CHECK(ends.channel->certificate_name().empty());
}

TEST_CASE("net/tls_channel: a record that does not fit is held", "[net][tls]") {
  Ends ends;
  REQUIRE(ends.shake() == State::Moved);
  REQUIRE(ends.peer->write("hello world") == 11);
  ByteVector space(5);
  CHECK(ends.channel->read(space).size == 5);
  CHECK(as_text(space) == "hello");
  CHECK(ends.channel->holds_input());
  CHECK(ends.channel->read(space).size == 5);
  CHECK(ends.channel->read(space).size == 1);
  CHECK_FALSE(ends.channel->holds_input());
}

TEST_CASE("net/tls_channel: pieces arrive in order, small and large", "[net][tls]") {
  Ends ends;
  REQUIRE(ends.shake() == State::Moved);
  const std::string large(40'000, 'L');
  const std::array<ByteView, 4> pieces = {as_bytes("one"), as_bytes("two"), as_bytes(large),
                                          as_bytes("end")};
  CHECK(ends.channel->write(pieces).size == large.size() + 9);
  std::string got;
  for (std::string more = ends.peer->read(); !more.empty(); more = ends.peer->read()) got += more;
  CHECK(got == "onetwo" + large + "end");
}

TEST_CASE("net/tls_channel: what is blocked goes on where it was", "[net][tls]") {
  Ends ends;
  REQUIRE(ends.shake() == State::Moved);
  std::string all;
  for (int at = 0; at < 300'000; ++at) all += static_cast<char>('a' + at % 23);
  std::size_t sent = 0;
  std::string got;
  bool was_blocked = false;
  while (got.size() < all.size()) {
    if (sent < all.size()) {
      const std::string_view rest = std::string_view(all).substr(sent);
      // As many as the session names; the next call may name more behind them.
      const net::Transfer moved = ends.write(rest.substr(0, was_blocked ? rest.size() : 100'000));
      REQUIRE((moved.state == State::Moved || moved.state == State::Blocked));
      was_blocked = was_blocked || moved.state == State::Blocked;
      sent += moved.size;
      if (moved.state == State::Moved) continue;
    }
    got += ends.peer->read();
  }
  CHECK(was_blocked);
  CHECK(got == all);
}

TEST_CASE("net/tls_channel: ends are told apart from losses", "[net][tls]") {
  ByteVector space(100);
  Ends polite;
  REQUIRE(polite.shake() == State::Moved);
  polite.peer->say_goodbye();
  CHECK(polite.channel->read(space).state == State::Ended);
  polite.channel->finish_sending();

  Ends abrupt;
  REQUIRE(abrupt.shake() == State::Moved);
  abrupt.socket.close();
  CHECK(abrupt.channel->read(space).state == State::Ended);
  CHECK(abrupt.write("x").state == State::Lost);  // and no SIGPIPE

  Ends garbled;
  REQUIRE(garbled.shake() == State::Moved);
  REQUIRE(::send(garbled.socket.number(), "garbage garbage", 15, 0) == 15);
  CHECK(garbled.channel->read(space).state == State::Lost);

  Ends foreign;
  REQUIRE(::send(foreign.socket.number(), "\x80\x0a", 2, 0) == 2);
  REQUIRE(::send(foreign.socket.number(), "0123456789", 10, 0) == 10);
  CHECK(foreign.channel->prepare() == State::Lost);
}

TEST_CASE("net/tls_channel: the peer's certificate has a name", "[net][tls]") {
  Ends asked(ClientCertificates::Asked, true);
  CHECK(asked.shake() == State::Moved);
  CHECK(asked.channel->certificate_name() == "ann");
  Ends silent(ClientCertificates::Asked, false);
  CHECK(silent.shake() == State::Moved);
  CHECK(silent.channel->certificate_name().empty());
  Ends refused(ClientCertificates::Required, false);
  CHECK(refused.shake() == State::Lost);
  Ends ignored(ClientCertificates::Ignored, true);
  CHECK(ignored.shake() == State::Moved);
  CHECK(ignored.channel->certificate_name().empty());
}
