#include "mcbin/codec/request.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

namespace mcbin::codec {
namespace {

struct Row {
  const char* name;
  Opcode opcode;
  std::uint8_t extras;
  std::uint16_t key;
  std::uint32_t body;
  Shape shape;
};

constexpr Opcode kUnassigned = static_cast<Opcode>(0x7f);

const Row kRows[] = {
    {"get", Opcode::Get, 0, 3, 3, Shape::Good},
    {"get without key", Opcode::Get, 0, 0, 0, Shape::BadParts},
    {"get with extras", Opcode::Get, 4, 3, 7, Shape::BadParts},
    {"get with value", Opcode::Get, 0, 3, 4, Shape::BadParts},
    {"set", Opcode::Set, 8, 1, 12, Shape::Good},
    {"set of an empty value", Opcode::Set, 8, 1, 9, Shape::Good},
    {"set without extras", Opcode::Set, 0, 1, 9, Shape::BadParts},
    {"set with one extra too few", Opcode::Set, 7, 1, 9, Shape::BadParts},
    {"set without key", Opcode::Set, 8, 0, 9, Shape::BadParts},
    {"increment", Opcode::Increment, 20, 1, 21, Shape::Good},
    {"increment with value", Opcode::Increment, 20, 1, 22, Shape::BadParts},
    {"increment with short extras", Opcode::Increment, 16, 1, 17, Shape::BadParts},
    {"flush", Opcode::Flush, 0, 0, 0, Shape::Good},
    {"flush with a delay", Opcode::Flush, 4, 0, 4, Shape::Good},
    {"flush with half a delay", Opcode::Flush, 2, 0, 2, Shape::BadParts},
    {"flush with key", Opcode::Flush, 0, 1, 1, Shape::BadParts},
    {"touch with value", Opcode::Touch, 4, 1, 6, Shape::BadParts},
    {"stat", Opcode::Stat, 0, 0, 0, Shape::Good},
    {"stat of a group", Opcode::Stat, 0, 5, 5, Shape::Good},
    {"stat with value", Opcode::Stat, 0, 5, 6, Shape::BadParts},
    {"noop with value", Opcode::Noop, 0, 0, 1, Shape::BadParts},
    {"authentication without mechanism", Opcode::SaslAuth, 0, 0, 4, Shape::BadParts},
    {"authentication without data", Opcode::SaslAuth, 0, 5, 5, Shape::Good},
    {"longest key", Opcode::Get, 0, 250, 250, Shape::Good},
    {"key too long", Opcode::Get, 0, 251, 251, Shape::KeyTooLong},
    {"key too long comes before parts", Opcode::Get, 9, 251, 270, Shape::KeyTooLong},
    {"key too long comes before the opcode", kUnassigned, 0, 251, 251, Shape::KeyTooLong},
    {"largest body", Opcode::Set, 8, 1, 1U << 30U, Shape::Good},
    {"body too long", Opcode::Set, 8, 1, (1U << 30U) + 1, Shape::BodyTooLong},
    {"body too long comes before the key", Opcode::Set, 8, 251, 0xffffffff, Shape::BodyTooLong},
    {"key beyond the body", Opcode::Get, 0, 3, 2, Shape::LengthsContradict},
    {"extras beyond the body", Opcode::Set, 8, 1, 8, Shape::LengthsContradict},
    {"contradiction comes first", kUnassigned, 255, 65535, 65789, Shape::LengthsContradict},
    {"unassigned opcode", kUnassigned, 0, 0, 0, Shape::UnknownOpcode},
    {"unassigned opcode with any parts", kUnassigned, 3, 4, 100, Shape::UnknownOpcode},
    {"an opcode of the specification only", static_cast<Opcode>(0x30), 0, 1, 1,
     Shape::UnknownOpcode},
    {"an opcode of another dialect", Opcode::Hello, 0, 1, 3, Shape::UnknownOpcode},
};

TEST_CASE("codec/request: the shape follows from the header alone", "[codec][request]") {
  for (const Row& row : kRows) {
    INFO(row.name);
    const Header header{.opcode = row.opcode,
                        .extras_length = row.extras,
                        .key_length = row.key,
                        .body_length = row.body};
    CHECK(check_shape(header) == row.shape);
  }
}

TEST_CASE("codec/request: data type and vbucket never matter", "[codec][request]") {
  const Header header{
      .opcode = Opcode::Noop, .datatype = 0xff, .vbucket_or_status = 0xffff, .cas = 0x87654321};
  CHECK(check_shape(header) == Shape::Good);
}

TEST_CASE("codec/request: a request to send carries its parts and zeros", "[codec][request]") {
  const ByteVector extras = test::from_hex("8765432101020304");
  const ByteVector key = test::from_hex("6b6579");
  const ByteVector value = test::from_hex("7600ff");
  ByteVector out;
  append_frame(make_request(Opcode::AddQ, extras, key, value), out);
  CHECK(test::to_hex(out) ==
        "80120003080000000000000e0000000000000000000000008765432101020304"
        "6b65797600ff");
}

}  // namespace
}  // namespace mcbin::codec
