// A window over a byte source: the next bytes in one piece, read in blocks. What packet files are
// taken apart in, without copying each packet.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/capture/byte_source.hpp"
#include "mcbin/capture/packet_source.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace mcbin::capture {

class ByteWindow {
 public:
  /// What is read at once; also the room that the window starts with.
  static constexpr std::size_t kBlockBytes = 256U << 10U;

  enum class Fill : std::uint8_t { Ready, Waiting, End };

  ByteWindow(std::unique_ptr<ByteSource> source, FileEnd end)
      : source_(std::move(source)), end_(end), buffer_(kBlockBytes) {}

  /// Sees to it that view() has at least `size` bytes. Room grows with what was received only.
  /// @return Waiting when a growing file has no more yet; End when the source ends before; errors
  ///     of the source.
  [[nodiscard]] Result<Fill> need(std::size_t size) {
    if (to_ - from_ >= size) return Fill::Ready;
    return refill(size);
  }

  /// What is there. Valid until the next need() or skip().
  [[nodiscard]] ByteView view() const { return ByteView{buffer_}.subspan(from_, to_ - from_); }

  /// Drops `size` bytes of view().
  void take(std::size_t size) {
    from_ += size;
    position_ += size;
  }

  /// Drops `size` bytes, however many, as they come: need() does not see them.
  void skip(std::uint64_t size);

  /// Offset of view()[0] in the source.
  [[nodiscard]] std::uint64_t position() const { return position_; }

 private:
  Result<Fill> refill(std::size_t size);
  void make_room();

  std::unique_ptr<ByteSource> source_;
  FileEnd end_;
  ByteVector buffer_;
  std::size_t from_ = 0;
  std::size_t to_ = 0;
  std::uint64_t skip_ = 0;  // bytes still to be dropped as they come
  std::uint64_t position_ = 0;
};

}  // namespace mcbin::capture
