// Copies of byte strings that are let go in the order in which they were made: a few large blocks
// instead of an allocation each.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <deque>
#include <memory>

namespace mcbin::decoder {

class ByteBlocks {
 public:
  static constexpr std::size_t kBlockBytes = 64U << 10U;

  /// Makes room for `size` bytes in one stretch; they stay until released.
  [[nodiscard]] MutableByteView take(std::size_t size);

  /// Lets go of the oldest stretch that was taken, which had `size` bytes.
  void release(std::size_t size);

  /// Bytes taken and not released.
  [[nodiscard]] std::size_t held_bytes() const { return held_; }

 private:
  struct Block {
    std::unique_ptr<Byte[]> bytes;
    std::size_t size = 0;
    std::size_t used = 0;      // taken from its front
    std::size_t released = 0;  // of those
  };

  void drop_front();

  std::deque<Block> blocks_;
  Block spare_;  // an empty block of kBlockBytes, perhaps
  std::size_t held_ = 0;
};

}  // namespace mcbin::decoder
