// Network order, with lopsided numbers and at odd addresses.
#include "mcbin/base/endian.hpp"

#include <catch2/catch.hpp>

namespace mcbin {
namespace {

TEST_CASE("base/endian: numbers are stored most significant byte first", "[base][endian]") {
  ByteVector bytes(15, 0xee);
  store_be16(bytes.data(), 0x8765);
  store_be32(bytes.data() + 2, 0x87654321);
  store_be64(bytes.data() + 6, 0x8765432112345678);
  CHECK(bytes == ByteVector{0x87, 0x65, 0x87, 0x65, 0x43, 0x21, 0x87, 0x65, 0x43, 0x21, 0x12, 0x34,
                            0x56, 0x78, 0xee});
}

TEST_CASE("base/endian: load is the inverse of store at any address", "[base][endian]") {
  ByteVector bytes(24);
  for (std::size_t at = 0; at < 8; ++at) {
    Byte* to = bytes.data() + at;
    store_be16(to, 0xfe01);
    CHECK(load_be16(to) == 0xfe01);
    store_be32(to, 0xfedcba01);
    CHECK(load_be32(to) == 0xfedcba01);
    store_be64(to, 0xfedcba9876543201);
    CHECK(load_be64(to) == 0xfedcba9876543201);
  }
}

}  // namespace
}  // namespace mcbin
