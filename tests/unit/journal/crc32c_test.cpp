// The checksum against published numbers, and its two ways against each other.
#include "mcbin/journal/crc32c.hpp"

#include <catch2/catch.hpp>

#include <numeric>

namespace mcbin::journal {
namespace {

TEST_CASE("journal/crc32c: gives the numbers of RFC 3720", "[journal][crc32c]") {
  ByteVector rising(32);
  std::iota(rising.begin(), rising.end(), Byte{0});
  struct Row {
    ByteVector bytes;
    std::uint32_t crc;
  };
  const ByteView digits = as_bytes("123456789");
  for (const Row& row :
       {Row{{digits.begin(), digits.end()}, 0xe3069283}, Row{ByteVector(32, 0), 0x8a9136aa},
        Row{ByteVector(32, 0xff), 0x62a8ab43}, Row{rising, 0x46dd794e}, Row{{}, 0}}) {
    CHECK(crc32c(row.bytes) == row.crc);
    CHECK(crc32c_by_table(row.bytes) == row.crc);
  }
}

TEST_CASE("journal/crc32c: both ways agree at every length and place", "[journal][crc32c]") {
  ByteVector bytes(80);
  for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<Byte>(at * 37 + 11);
  for (std::size_t from = 0; from < 9; ++from) {
    for (std::size_t size = 0; size + from <= bytes.size(); ++size) {
      const ByteView part = ByteView(bytes).subspan(from, size);
      REQUIRE(crc32c(part) == crc32c_by_table(part));
    }
  }
}

}  // namespace
}  // namespace mcbin::journal
