// The blocks of whole values are what php-memcached 3.2.0 stored.
#include "mcbin/values/fast_lz.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::values {
namespace {

using test::ExactBytes;
using test::from_hex;

TEST_CASE("values/fast_lz: what PHP stored comes back", "[values]") {
  const ByteVector block = from_hex(
      "026162632002002d20032002e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06e09b06"
      "0262632d");
  std::string text;
  for (int count = 0; count < 400; ++count) text += "abcabc-";
  const auto back = unpack_fast_lz(ExactBytes(block).view(), text.size());
  REQUIRE(back);
  CHECK(as_text(*back) == text);
  for (std::size_t size = 0; size < block.size(); ++size) {
    CHECK_FALSE(unpack_fast_lz(ExactBytes(ByteView{block}.first(size)).view(), text.size()));
  }
  CHECK_FALSE(unpack_fast_lz(block, text.size() - 1));
  CHECK_FALSE(unpack_fast_lz(block, text.size() + 1));
}

TEST_CASE("values/fast_lz: each instruction of each level does what the format says", "[values]") {
  struct Row {
    const char* name;
    std::string block;
    std::string plain;
  };
  const std::string nine(9, 'a');
  // Level 2, distance 8192 + 0x0001: 8193 literals (256 runs of 32 and one), then the far repeat.
  std::string far;
  std::string far_plain;
  for (int run = 0; run < 256; ++run) {
    const std::string literal(32, static_cast<char>('A' + run % 26));
    far += (run == 0 ? '\x3f' : '\x1f') + literal;
    far_plain += literal;
  }
  far += std::string("\x00z", 2) + std::string("\x3f\xff\x00\x00", 4);
  far_plain += "zzAA";
  far_plain.replace(far_plain.size() - 3, 3, far_plain.substr(1, 3));
  const Row rows[] = {
      {"level 1: one literal", std::string("\x00x", 2), "x"},
      {"level 1: the shortest repeat",
       std::string("\x00"
                   "a\x20\x00",
                   4),
       "aaaa"},
      {"level 1: a long repeat",
       std::string("\x00"
                   "a\xe0\x01\x00",
                   5),
       std::string(11, 'a')},
      {"level 1: a distance of two",
       std::string("\x01"
                   "ab\x20\x01",
                   5),
       "ababa"},
      {"level 2: the shortest repeat",
       std::string("\x20"
                   "a\x20\x00",
                   4),
       "aaaa"},
      {"level 2: a length that goes on",
       std::string("\x20"
                   "a\xe0\xff\x01\x00",
                   6),
       std::string(1 + 9 + 255 + 1, 'a')},
      {"level 2: a far repeat", far, far_plain},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto back = unpack_fast_lz(ExactBytes(as_bytes(row.block)).view(), row.plain.size());
    REQUIRE(back);
    CHECK(as_text(*back) == row.plain);
  }
}

TEST_CASE("values/fast_lz: damage is an error", "[values]") {
  const ByteVector rows[] = {
      {},                                  // nothing
      {0x40, 'a'},                         // level 3
      {0x00},                              // the literal is missing
      {0x00, 'a', 0x20},                   // the distance is missing
      {0x00, 'a', 0x20, 0x01},             // from before the beginning
      {0x00, 'a', 0xe0},                   // the length is missing
      {0x20, 'a', 0xe0, 0xff},             // the length never ends
      {0x00, 'a', 0x20, 0x00, 0x01, 'b'},  // the last literal is cut
  };
  for (const ByteVector& row : rows) CHECK_FALSE(unpack_fast_lz(ExactBytes(row).view(), 4));
}

}  // namespace
}  // namespace mcbin::values
