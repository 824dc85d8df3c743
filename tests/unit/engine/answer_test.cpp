// Answers, byte for byte as memcached frames them.
#include "mcbin/engine/answer.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

namespace mcbin::engine {
namespace {

constexpr std::uint32_t kOpaque = 0x87654321;
constexpr std::uint64_t kCas = 0x0123456789abcdef;

Echo echo(codec::Opcode opcode) {
  return Echo(codec::Header{.opcode = opcode, .opaque = kOpaque});
}

std::string hex(const OutputQueue& out) {
  std::array<ByteView, 8> pieces;
  std::string text;
  for (std::size_t at = 0, count = out.pieces(pieces); at < count; ++at) {
    text += test::to_hex(pieces[at]);
  }
  return text;
}

TEST_CASE("engine/answer: each kind of answer has its exact bytes", "[engine][answer]") {
  SpareBuffer spare;
  OutputQueue out(spare);
  SECTION("done") {
    answer_done(out, echo(codec::Opcode::Set), kCas);
    CHECK(hex(out) ==
          "81010000000000000000000087654321"
          "0123456789abcdef");
  }
  SECTION("error text") {
    answer_error(out, echo(codec::Opcode::GetQ), codec::Status::InvalidArguments);
    CHECK(hex(out) ==
          "81090000000000040000001187654321"
          "0000000000000000"
          "496e76616c696420617267756d656e7473");
  }
  SECTION("a miss that names its key") {
    answer_miss_with_key(out, echo(codec::Opcode::GetK), as_bytes("nope"));
    CHECK(hex(out) ==
          "810c0004000000010000000487654321"
          "0000000000000000"
          "6e6f7065");
  }
  SECTION("a value") {
    answer_value(out, echo(codec::Opcode::Version), 0, as_bytes("1.0.0"));
    CHECK(hex(out) ==
          "810b0000000000000000000587654321"
          "0000000000000000"
          "312e302e30");
  }
  SECTION("flags alone") {
    answer_flags(out, echo(codec::Opcode::Touch), kCas, 0x11223344);
    CHECK(hex(out) ==
          "811c0000040000000000000487654321"
          "0123456789abcdef"
          "11223344");
  }
  SECTION("an item with its key") {
    const store::ItemView item{.key = as_bytes("k"), .value = as_bytes("v"), .flags = 9};
    answer_item(out, echo(codec::Opcode::GetK), kCas, item.key, item);
    CHECK(hex(out) ==
          "810c0001040000000000000687654321"
          "0123456789abcdef"
          "00000009"
          "6b"
          "76");
  }
  SECTION("a statistic, and the end of the series") {
    answer_stat(out, echo(codec::Opcode::Stat), "pid", "7");
    answer_stat(out, echo(codec::Opcode::Stat), {}, {});
    CHECK(hex(out) ==
          "81100003000000000000000487654321"
          "0000000000000000"
          "70696437"
          "81100000000000000000000087654321"
          "0000000000000000");
  }
}

TEST_CASE("engine/answer: a held value is sent from where it is", "[engine][answer]") {
  SpareBuffer spare;
  OutputQueue out(spare);
  const auto text = std::make_shared<const std::string>("large");
  const store::ValueHold held = text;
  const store::ItemView item{.value = as_bytes(*text), .hold = &held};
  answer_item(out, echo(codec::Opcode::Get), kCas, {}, item);
  CHECK(hex(out) ==
        "8100000004000000"
        "00000009"
        "87654321"
        "0123456789abcdef"
        "00000000"
        "6c61726765");
  std::array<ByteView, 2> pieces;
  REQUIRE(out.pieces(pieces) == 2);
  CHECK(static_cast<const void*>(pieces[1].data()) == text->data());
}

}  // namespace
}  // namespace mcbin::engine
