#include "mcbin/codec/header.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <limits>

namespace mcbin::codec {
namespace {

using test::ExactBytes;
using test::to_hex;

struct Row {
  const char* name;
  const char* hex;
  Header header;
};

// Every number differs in each of its bytes, so that no swapped or shifted field goes unseen.
const Row kRows[] = {
    {"request",
     "80 11 0102 08 03 1234 05060708 87654321 89abcdef01234567",
     {.magic = Magic::Request,
      .opcode = Opcode::SetQ,
      .extras_length = 8,
      .key_length = 0x0102,
      .datatype = 3,
      .vbucket_or_status = 0x1234,
      .body_length = 0x05060708,
      .opaque = 0x87654321,
      .cas = 0x89abcdef01234567}},
    {"response",
     "81 00 fffe 04 00 0081 fffefdfc 00000001 fedcba9876543210",
     {.magic = Magic::Response,
      .opcode = Opcode::Get,
      .extras_length = 4,
      .key_length = 0xfffe,
      .vbucket_or_status = 0x0081,
      .body_length = 0xfffefdfc,
      .opaque = 1,
      .cas = 0xfedcba9876543210}},
    {"request with framing extras",
     "08 01 04 fa 08 05 0102 00010203 04050607 08090a0b0c0d0e0f",
     {.magic = Magic::FramingRequest,
      .opcode = Opcode::Set,
      .framing_extras_length = 4,
      .extras_length = 8,
      .key_length = 0xfa,
      .datatype = 5,
      .vbucket_or_status = 0x0102,
      .body_length = 0x00010203,
      .opaque = 0x04050607,
      .cas = 0x08090a0b0c0d0e0f}},
    {"response with framing extras",
     "18 00 03 00 04 01 0000 00000107 f0000000 0000000000000002",
     {.magic = Magic::FramingResponse,
      .opcode = Opcode::Get,
      .framing_extras_length = 3,
      .extras_length = 4,
      .datatype = 1,
      .body_length = 0x107,
      .opaque = 0xf0000000,
      .cas = 2}},
    {"request of the server",
     "82 01 0007 04 01 0000 00000020 00000000 0000000000000000",
     {.magic = Magic::ServerRequest,
      .opcode = Opcode::Set,
      .extras_length = 4,
      .key_length = 7,
      .datatype = 1,
      .body_length = 0x20}},
    {"answer of the client",
     "83 02 0000 00 00 0024 00000000 00000009 0000000000000000",
     {.magic = Magic::ServerResponse,
      .opcode = Opcode::Add,
      .vbucket_or_status = 0x24,
      .opaque = 9}},
    {"unknown opcode and status",
     "81 e7 0000 00 00 7777 00000000 00000000 0000000000000000",
     {.magic = Magic::Response, .opcode = static_cast<Opcode>(0xe7), .vbucket_or_status = 0x7777}},
};

TEST_CASE("codec/header: every field is read at its place", "[codec][header]") {
  for (const Row& row : kRows) {
    INFO(row.name);
    const ExactBytes input(row.hex);
    const Result<Header> header = decode_header(input.view());
    REQUIRE(header.has_value());
    CHECK(*header == row.header);
    CHECK(load_header(input.view().data()) == row.header);
  }
}

TEST_CASE("codec/header: every field is written at its place", "[codec][header]") {
  for (const Row& row : kRows) {
    INFO(row.name);
    Byte bytes[kHeaderSize];
    store_header(row.header, bytes);
    CHECK(to_hex(bytes) == to_hex(test::from_hex(row.hex)));
  }
}

TEST_CASE("codec/header: a short input asks for more", "[codec][header]") {
  const ByteVector whole = test::from_hex(kRows[0].hex);
  for (std::size_t size = 0; size < kHeaderSize; ++size) {
    INFO("first " << size << " bytes");
    const ExactBytes input(ByteView{whole}.first(size));
    const Result<Header> header = decode_header(input.view());
    REQUIRE_FALSE(header.has_value());
    CHECK(header.error().code == Errc::Truncated);
    CHECK(header.error().at_byte == size);
  }
}

TEST_CASE("codec/header: bytes behind the header are left alone", "[codec][header]") {
  ByteVector longer = test::from_hex(kRows[0].hex);
  longer.push_back(0xff);
  const Result<Header> header = decode_header(ExactBytes(ByteView{longer}).view());
  REQUIRE(header.has_value());
  CHECK(*header == kRows[0].header);
}

TEST_CASE("codec/header: only the six magics open a frame", "[codec][header]") {
  const std::string_view known("\x80\x81\x08\x18\x82\x83", 6);
  ByteVector bytes(kHeaderSize);
  for (unsigned magic = 0; magic <= std::numeric_limits<Byte>::max(); ++magic) {
    INFO("magic " << magic);
    bytes[0] = static_cast<Byte>(magic);
    const bool expected = known.find(static_cast<char>(magic)) != std::string_view::npos;
    CHECK(known_magic(bytes[0]) == expected);
    const Result<Header> header = decode_header(bytes);
    CHECK(header.has_value() == expected);
    if (header.has_value()) continue;
    CHECK(header.error().code == Errc::BadMagic);
    CHECK(header.error().at_byte == 0);
  }
}

TEST_CASE("codec/header: a bad magic is known from its one byte", "[codec][header]") {
  const Result<Header> header = decode_header(ExactBytes("67").view());
  REQUIRE_FALSE(header.has_value());
  CHECK(header.error().code == Errc::BadMagic);
}

TEST_CASE("codec/header: who speaks follows from the magic", "[codec][header]") {
  struct MagicRow {
    Magic magic;
    bool response;
    bool framing;
  };
  const MagicRow rows[] = {
      {Magic::Request, false, false},       {Magic::Response, true, false},
      {Magic::FramingRequest, false, true}, {Magic::FramingResponse, true, true},
      {Magic::ServerRequest, false, false}, {Magic::ServerResponse, true, false},
  };
  for (const MagicRow& row : rows) {
    INFO("magic " << static_cast<unsigned>(row.magic));
    CHECK(is_response(row.magic) == row.response);
    CHECK(has_framing_extras(row.magic) == row.framing);
  }
}

TEST_CASE("codec/header: lengths are added without overflow", "[codec][header]") {
  struct LengthRow {
    const char* name;
    std::uint8_t framing;
    std::uint8_t extras;
    std::uint16_t key;
    std::uint32_t body;
    bool agree;
    std::uint32_t value;
    std::uint64_t frame;
  };
  const LengthRow rows[] = {
      {"nothing", 0, 0, 0, 0, true, 0, 24},
      {"a value alone", 0, 0, 0, 7, true, 7, 31},
      {"extras and key fill the body", 0, 8, 250, 258, true, 0, 282},
      {"one byte too few", 0, 8, 250, 257, false, 0, 281},
      {"framing extras count", 3, 4, 5, 11, false, 0, 35},
      {"framing extras fit", 3, 4, 5, 13, true, 1, 37},
      {"largest body", 0, 0, 0, 0xffffffff, true, 0xffffffff, 0x100000017},
      {"largest parts", 255, 255, 65535, 66045, true, 0, 66069},
  };
  for (const LengthRow& row : rows) {
    INFO(row.name);
    const Header header{.framing_extras_length = row.framing,
                        .extras_length = row.extras,
                        .key_length = row.key,
                        .body_length = row.body};
    CHECK(header.lengths_agree() == row.agree);
    CHECK(header.value_length() == row.value);
    CHECK(header.frame_length() == row.frame);
  }
}

}  // namespace
}  // namespace mcbin::codec
