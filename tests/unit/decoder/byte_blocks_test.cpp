#include "mcbin/decoder/byte_blocks.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <deque>
#include <random>

namespace mcbin::decoder {
namespace {

TEST_CASE("decoder/byte_blocks: stretches keep their bytes until they are released",
          "[decoder][blocks]") {
  ByteBlocks blocks;
  std::mt19937 random(87654321);
  std::deque<std::pair<MutableByteView, Byte>> taken;
  std::size_t held = 0;
  for (unsigned round = 0; round < 5000; ++round) {
    const std::size_t size = round % 97 == 0 ? 3 * ByteBlocks::kBlockBytes : random() % 2000;
    const MutableByteView room = blocks.take(size);
    REQUIRE(room.size() == size);
    std::fill(room.begin(), room.end(), static_cast<Byte>(round));
    taken.emplace_back(room, static_cast<Byte>(round));
    held += size;
    while (taken.size() > random() % 200) {
      const auto [view, mark] = taken.front();
      taken.pop_front();
      CHECK(
          std::all_of(view.begin(), view.end(), [mark = mark](Byte byte) { return byte == mark; }));
      blocks.release(view.size());
      held -= view.size();
    }
    CHECK(blocks.held_bytes() == held);
  }
}

}  // namespace
}  // namespace mcbin::decoder
