#include "mcbin/decoder/byte_blocks.hpp"

#include "mcbin/base/check.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::decoder {

MutableByteView ByteBlocks::take(std::size_t size) {
  if (size == 0) return {};
  if (blocks_.empty() || blocks_.back().size - blocks_.back().used < size) {
    if (size <= kBlockBytes && spare_.bytes != nullptr) {
      blocks_.push_back(std::exchange(spare_, {}));
    } else {
      Block block;
      block.size = std::max(size, kBlockBytes);
      block.bytes = std::make_unique_for_overwrite<Byte[]>(block.size);
      blocks_.push_back(std::move(block));
    }
  }
  Block& block = blocks_.back();
  const MutableByteView room{block.bytes.get() + block.used, size};
  block.used += size;
  held_ += size;
  return room;
}

void ByteBlocks::release(std::size_t size) {
  if (size == 0) return;
  MCBIN_CHECK(!blocks_.empty());
  // A block may have been left empty for a stretch that did not fit into it.
  if (blocks_.front().released == blocks_.front().used) drop_front();
  MCBIN_CHECK(!blocks_.empty());
  Block& block = blocks_.front();
  block.released += size;
  held_ -= size;
  MCBIN_CHECK(block.released <= block.used);
  if (block.released == block.used) drop_front();
}

/// Everything of the first block was released.
void ByteBlocks::drop_front() {
  Block& block = blocks_.front();
  block.used = block.released = 0;
  if (block.size == kBlockBytes) spare_ = std::move(block);
  blocks_.pop_front();
}

}  // namespace mcbin::decoder
