// Bytes over a socket pair that does not block, and what each end looks like.
#include "mcbin/net/channel.hpp"
#include "mcbin/net/server_options.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <sys/socket.h>
#include <vector>

using namespace mcbin;
using net::Transfer;

namespace {

struct Ends {
  Ends() {
    int numbers[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, numbers) == 0);
    near = net::make_plain_channel(net::Descriptor(numbers[0]));
    far = net::make_plain_channel(net::Descriptor(numbers[1]));
  }
  Transfer write(std::string_view text) const {
    const std::array<ByteView, 1> piece = {as_bytes(text)};
    return near->write(piece);
  }
  std::unique_ptr<net::Channel> near;
  std::unique_ptr<net::Channel> far;
};

}  // namespace

TEST_CASE("net/plain_channel: one piece and many arrive in order", "[net][channel]") {
  const Ends ends;
  const std::vector<ByteView> pieces(net::kOutputPiecesMax, as_bytes("ab"));
  CHECK(ends.write("first").size == 5);
  CHECK(ends.near->write(pieces).size == 2 * net::kOutputPiecesMax);
  ByteVector space(1000);
  const Transfer got = ends.far->read(space);
  REQUIRE(got.state == Transfer::State::Moved);
  std::string expected = "first";
  for (std::size_t at = 0; at < pieces.size(); ++at) expected += "ab";
  CHECK(as_text(ByteView(space).first(got.size)) == expected);
}

TEST_CASE("net/plain_channel: what cannot be done now is blocked", "[net][channel]") {
  const Ends ends;
  ByteVector space(10);
  CHECK(ends.near->read(space).state == Transfer::State::Blocked);
  const std::string text(100'000, 'x');
  Transfer sent;
  while (sent.state == Transfer::State::Moved) sent = ends.write(text);
  CHECK(sent.state == Transfer::State::Blocked);
  CHECK(sent.size == 0);
}

TEST_CASE("net/plain_channel: an orderly end comes after the last byte", "[net][channel]") {
  const Ends ends;
  CHECK(ends.write("last").size == 4);
  ends.near->finish_sending();
  ByteVector space(10);
  CHECK(ends.far->read(space).size == 4);
  CHECK(ends.far->read(space).state == Transfer::State::Ended);
}

TEST_CASE("net/plain_channel: writing to nobody is a loss, not a signal", "[net][channel]") {
  Ends ends;
  ends.far.reset();
  CHECK(ends.write("x").state == Transfer::State::Lost);
}
