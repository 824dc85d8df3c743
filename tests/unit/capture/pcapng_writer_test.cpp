#include "mcbin/capture/pcapng_writer.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace mcbin;
using namespace mcbin::capture;

namespace {

std::uint32_t load_le32(const Byte* from) {
  std::uint32_t value = 0;
  for (unsigned index = 4; index > 0; --index) value = value << 8U | from[index - 1];
  return value;
}

/// The blocks' types, after a check that each block's two lengths agree and fill the file.
std::vector<std::uint32_t> block_types(const ByteVector& file) {
  std::vector<std::uint32_t> types;
  std::size_t at = 0;
  while (at < file.size()) {
    REQUIRE(file.size() - at >= 12);
    const std::uint32_t length = load_le32(file.data() + at + 4);
    REQUIRE(length % 4 == 0);
    REQUIRE(length <= file.size() - at);
    CHECK(load_le32(file.data() + at + length - 4) == length);
    types.push_back(load_le32(file.data() + at));
    at += length;
  }
  return types;
}

}  // namespace

TEST_CASE("capture/pcapng_writer: blocks are closed by their length", "[capture]") {
  ByteVector file;
  append_pcapng_start(file, "a program");
  CHECK(block_types(file) == std::vector<std::uint32_t>{0x0a0d0d0a, 1});
  const std::size_t start = file.size();
  for (const std::string_view packet : {"", "1", "22", "333", "4444"}) {
    append_pcapng_packet(file, as_bytes(packet), 0x1122334455667788);
  }
  CHECK(block_types(file) == std::vector<std::uint32_t>{0x0a0d0d0a, 1, 6, 6, 6, 6, 6});
  const Byte* const first = file.data() + start;
  CHECK(load_le32(first + 12) == 0x11223344);  // time, high word first
  CHECK(load_le32(first + 16) == 0x55667788);
  CHECK(load_le32(first + 20) == 0);
}
