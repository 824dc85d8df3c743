#include "mcbin/decoder/protocol_guess.hpp"

#include "frame_builder.hpp"

#include <catch2/catch.hpp>

namespace mcbin::decoder {
namespace {

using capture::Speaker;
using codec::NameStyle;

TEST_CASE("decoder/protocol_guess: the speaker is told from the first sure frame",
          "[decoder][guess]") {
  const ByteVector request = test::request_bytes(codec::Opcode::Get, "key", 1);
  const ByteVector answer = test::answer_bytes(codec::Opcode::Get, codec::Status::Ok, 1, "v");
  CHECK(guess_speaker(request, NameStyle::Classic) == Speaker::Client);
  CHECK(guess_speaker(answer, NameStyle::Classic) == Speaker::Server);
  ByteVector middle;
  append(middle, as_bytes("rest of a value \x80"));
  append(middle, answer);
  append(middle, answer);
  CHECK(guess_speaker(middle, NameStyle::Classic) == Speaker::Server);
  CHECK(guess_speaker(as_bytes("get key\r\n"), NameStyle::Classic) == Speaker::Unknown);
  CHECK(guess_speaker({}, NameStyle::Classic) == Speaker::Unknown);
}

}  // namespace
}  // namespace mcbin::decoder
