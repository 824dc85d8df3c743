// Collects the bytes of a stream, in whatever pieces they come, until whole frames lie in one
// stretch. Bytes that are consumed in the turn they arrive are never copied; memory follows the
// bytes received, never the bytes a header claims.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace mcbin::codec {

/// One turn of the owner:
///
///     space = buffer.space(scratch);  n = read(space);  buffer.commit(n);
///     while (... a frame at the front of buffer.readable() ...) buffer.drop(frame.size());
///     buffer.settle();  // scratch may now serve somebody else
///
/// Views into readable() are valid until the next space() or settle(): dropping moves nothing.
class FrameBuffer {
 public:
  /// The smallest space that is offered for a read once bytes are kept.
  static constexpr std::size_t kReadBytesMin = 4096;

  /// Where to read to: `scratch` while nothing or little is kept (that is copied to its front),
  /// else memory of the buffer's own behind the kept bytes. `scratch` is not empty and stays the
  /// owner's.
  [[nodiscard]] MutableByteView space(MutableByteView scratch);

  /// The first `size` bytes of the last space() have been filled.
  void commit(std::size_t size);

  /// The bytes received and not yet dropped, in one stretch.
  [[nodiscard]] ByteView readable() const {
    return {begin_, static_cast<std::size_t>(end_ - begin_)};
  }

  /// Takes `size` bytes from the front. More than readable() holds is swallowed as it arrives,
  /// without being kept.
  void drop(std::uint64_t size);

  /// Overwrites the first `size` bytes of readable(), which were secret, with zeros.
  void wipe_front(std::size_t size);

  /// Bytes that drop() still has to swallow.
  [[nodiscard]] std::uint64_t swallowing() const { return swallowing_; }

  /// Keeps a copy, of exact size, of what is left in scratch; frees own memory that is not needed.
  void settle();

  /// Bytes of memory held between turns.
  [[nodiscard]] std::size_t memory_bytes() const { return capacity_; }

 private:
  // Invariant: begin_..end_ lies in own_ (kept bytes) or in the owner's scratch (this turn only).
  [[nodiscard]] bool in_own() const;
  void move_to_own(std::size_t capacity);
  void free_own();
  void swallow();

  const Byte* begin_ = nullptr;
  const Byte* end_ = nullptr;
  Byte* space_ = nullptr;  // start of what space() gave last
  std::unique_ptr<Byte[]> own_;
  std::size_t capacity_ = 0;
  std::uint64_t swallowing_ = 0;
};

}  // namespace mcbin::codec
