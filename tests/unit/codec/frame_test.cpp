#include "mcbin/codec/frame.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::codec {
namespace {

using test::ExactBytes;
using test::from_hex;
using test::to_hex;

struct Row {
  const char* name;
  const char* hex;
  const char* framing_extras;
  const char* extras;
  const char* key;
  const char* value;
};

const Row kRows[] = {
    {"nothing but a header", "80 0a 0000 00 00 0000 00000000 87654321 0000000000000000", "", "", "",
     ""},
    {"key only", "80 00 0003 00 00 0000 00000003 00000001 0000000000000000 6b6579", "", "",
     "6b6579", ""},
    {"value only", "81 0b 0000 00 00 0000 00000005 00000001 0000000000000000 312e302e30", "", "",
     "", "312e302e30"},
    {"extras, key and value",
     "80 01 0002 08 00 0000 0000000d 87654321 0000000000000009 a1a2a3a4b1b2b3b4 6b32 767778", "",
     "a1a2a3a4b1b2b3b4", "6b32", "767778"},
    {"framing extras come first",
     "08 01 03 01 08 01 0102 00000010 87654321 0000000000000000 120123 c1c2c3c4d1d2d3d4 6b "
     "00ff00ff",
     "120123", "c1c2c3c4d1d2d3d4", "6b", "00ff00ff"},
};

TEST_CASE("codec/frame: a whole frame is cut into its parts", "[codec][frame]") {
  for (const Row& row : kRows) {
    INFO(row.name);
    const ExactBytes bytes(row.hex);
    Frame frame;
    REQUIRE(next_frame(bytes.view(), frame) == FrameStep::Whole);
    CHECK(to_hex(frame.framing_extras) == row.framing_extras);
    CHECK(to_hex(frame.extras) == row.extras);
    CHECK(to_hex(frame.key) == row.key);
    CHECK(to_hex(frame.value) == row.value);
    CHECK(frame.size() == bytes.view().size());
    CHECK(frame.header == load_header(bytes.view().data()));
  }
}

TEST_CASE("codec/frame: every shorter start asks for more", "[codec][frame]") {
  for (const Row& row : kRows) {
    const ByteVector whole = from_hex(row.hex);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      INFO(row.name << ", first " << size << " bytes");
      const ExactBytes bytes(ByteView{whole}.first(size));
      Frame frame;
      CHECK(next_frame(bytes.view(), frame) == FrameStep::NeedMore);
    }
  }
}

TEST_CASE("codec/frame: bytes behind a frame belong to the next", "[codec][frame]") {
  ByteVector stream;
  for (const Row& row : kRows) append(stream, from_hex(row.hex));
  const ExactBytes bytes{ByteView{stream}};
  ByteView rest = bytes.view();
  Frame frame;
  std::size_t count = 0;
  while (next_frame(rest, frame) == FrameStep::Whole) {
    REQUIRE(count < std::size(kRows));
    CHECK(to_hex(rest.first(frame.size())) == to_hex(from_hex(kRows[count].hex)));
    rest = rest.subspan(frame.size());
    ++count;
  }
  CHECK(count == std::size(kRows));
  CHECK(rest.empty());
}

TEST_CASE("codec/frame: a frame is written as it was read", "[codec][frame]") {
  for (const Row& row : kRows) {
    INFO(row.name);
    const ExactBytes bytes(row.hex);
    Frame frame;
    REQUIRE(next_frame(bytes.view(), frame) == FrameStep::Whole);
    ByteVector out{0x5a};
    append_frame(frame, out);
    CHECK(to_hex(out) == "5a" + to_hex(bytes.view()));
  }
}

TEST_CASE("codec/frame: lengths are computed, whatever the header says", "[codec][frame]") {
  const ByteVector framing(3, 0x20);
  const ByteVector extras(4, 0x21);
  const ByteVector key(255, 0x6b);
  const ByteVector value(70000, 0x76);
  const Frame frame{.header = {.magic = Magic::FramingResponse,
                               .framing_extras_length = 9,
                               .extras_length = 9,
                               .key_length = 9,
                               .body_length = 9},
                    .framing_extras = framing,
                    .extras = extras,
                    .key = key,
                    .value = value};
  const Header header = header_for_parts(frame);
  CHECK(header.framing_extras_length == 3);
  CHECK(header.extras_length == 4);
  CHECK(header.key_length == 255);
  CHECK(header.body_length == 3 + 4 + 255 + 70000);
}

TEST_CASE("codec/frame: what cannot be a frame is told apart", "[codec][frame]") {
  struct BadRow {
    const char* name;
    const char* hex;
    FrameStep step;
  };
  const BadRow rows[] = {
      {"text", "67", FrameStep::BadMagic},
      {"zero", "00 0a 0000", FrameStep::BadMagic},
      {"key longer than the body", "80 00 0005 00 00 0000 00000003 00000002 0000000000000000",
       FrameStep::BadLengths},
      {"key and extras longer than the body",
       "80 01 0003 08 00 0000 0000000a 00000002 0000000000000000", FrameStep::BadLengths},
      {"framing extras longer than the body",
       "08 00 04 00 00 00 0000 00000003 00000002 0000000000000000 010203", FrameStep::BadLengths},
  };
  for (const BadRow& row : rows) {
    INFO(row.name);
    const ExactBytes bytes(row.hex);
    Frame frame;
    CHECK(next_frame(bytes.view(), frame) == row.step);
    if (row.step != FrameStep::BadLengths) continue;
    CHECK(frame.header == load_header(bytes.view().data()));
    CHECK(frame.key.empty());
  }
}

TEST_CASE("codec/frame: the largest claim only asks for more", "[codec][frame]") {
  const ExactBytes bytes("80 01 0001 08 00 0000 ffffffff 00000000 0000000000000000 00");
  Frame frame;
  CHECK(next_frame(bytes.view(), frame) == FrameStep::NeedMore);
}

}  // namespace
}  // namespace mcbin::codec
