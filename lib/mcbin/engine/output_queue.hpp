// The unsent output of one connection, in order: small answers lie side by side in one buffer,
// large values are not copied but held and sent from where they are.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/engine/spare_buffer.hpp"
#include "mcbin/store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>

namespace mcbin::engine {

class OutputQueue {
 public:
  /// `spare` is shared with the other queues of the thread and outlives them.
  explicit OutputQueue(SpareBuffer& spare) : spare_(spare) {}

  /// Room for `size` bytes at the end of the queue, to be filled at once by the caller. Valid until
  /// the next call.
  [[nodiscard]] Byte* extend(std::size_t size);

  /// Puts `value`, which `hold` keeps alive, at the end of the queue.
  void append_held(ByteView value, store::ValueHold hold);

  /// Unsent bytes.
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Names the unsent bytes in order, at most pieces.size() views; valid until the next call that
  /// is not const.
  [[nodiscard]] std::size_t pieces(std::span<ByteView> pieces) const;

  /// Takes `size` bytes from the front; holds no memory once the queue is empty.
  void drop(std::size_t size);

  /// The unsent bytes have to wait: keeps no more memory than they need.
  void settle();

  /// Bytes of buffer memory held, not counting held values.
  [[nodiscard]] std::size_t memory_bytes() const { return buffer_.capacity; }

 private:
  /// A held value that comes after the buffer's first `buffer_end` bytes and all earlier values.
  struct HeldValue {
    std::size_t buffer_end = 0;
    ByteView rest;
    store::ValueHold hold;
  };
  void grow(std::size_t size);
  void move_to(SpareBuffer::Buffer buffer);

  // Invariant: begin_ <= every held_.buffer_end (ascending) <= end_ <= capacity; size_ is
  // end_ - begin_ and the rests of all held values.
  SpareBuffer& spare_;
  SpareBuffer::Buffer buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t size_ = 0;
  std::unique_ptr<std::deque<HeldValue>> held_;  // most connections never have one
};

}  // namespace mcbin::engine
