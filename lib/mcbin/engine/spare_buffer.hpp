// A buffer that the output queues of one worker lend each other.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <memory>
#include <utility>

namespace mcbin::engine {

/// Most turns begin and end with empty queues: one buffer then serves all of a worker's
/// connections, warm in its caches, and none is grown or freed. Belongs to one thread.
class SpareBuffer {
 public:
  /// What is put aside is at most this large.
  static constexpr std::size_t kBytesMax = 256 * 1024;
  static constexpr std::size_t kBytesMin = 16 * 1024;

  struct Buffer {
    std::unique_ptr<Byte[]> bytes;
    std::size_t capacity = 0;
  };

  /// The spare one if it holds `size` bytes, else a new one that does.
  [[nodiscard]] Buffer take(std::size_t size) {
    if (spare_.capacity >= size) return std::exchange(spare_, {});
    const std::size_t capacity = size > kBytesMin ? size : kBytesMin;
    return {std::make_unique_for_overwrite<Byte[]>(capacity), capacity};
  }

  /// Keeps the larger of two for the next one; frees the other.
  void give(Buffer buffer) {
    if (buffer.capacity > spare_.capacity && buffer.capacity <= kBytesMax) {
      spare_ = std::move(buffer);
    }
  }

 private:
  Buffer spare_;
};

}  // namespace mcbin::engine
