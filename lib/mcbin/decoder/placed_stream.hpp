// One direction of a connection, or one UDP message: a scanner, and when each of its frames came.
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/frame_scanner.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mcbin::decoder {

/// A moment of the capture.
struct PacketTime {
  std::int64_t time_ns = 0;
  std::uint64_t packet = 0;
};

/// Feeds a scanner and remembers which packets brought the bytes that wait in it.
class PlacedStream {
 public:
  /// Packets told apart among the bytes that wait; those after them count as the last of these.
  static constexpr std::size_t kMarksMax = 4096;

  /// @param base  offset in the connection of the stream's first byte.
  PlacedStream(const codec::ScanOptions& options, std::uint64_t base)
      : scanner_(options), base_(base) {}

  void feed(ByteView bytes, PacketTime now, codec::ScanSink& sink);
  void skip(std::uint64_t size, PacketTime now, codec::ScanSink& sink);
  void finish(codec::ScanSink& sink);

  /// Call from the sink: the packet that brought the reported byte at `offset`.
  [[nodiscard]] PacketTime began(std::uint64_t offset) const;
  /// Call from the sink: the packet that completed it.
  [[nodiscard]] PacketTime now() const { return now_; }

  [[nodiscard]] std::uint64_t base() const { return base_; }
  /// Offset, from the stream's own start, of the next byte to be fed.
  [[nodiscard]] std::uint64_t offset() const { return scanner_.offset(); }
  [[nodiscard]] bool in_step() const { return scanner_.in_step(); }

 private:
  /// The bytes from `offset` to the next mark came at `time`.
  struct Mark {
    std::uint64_t offset = 0;
    PacketTime time;
  };

  void remember_waiting();

  codec::FrameScanner scanner_;
  std::uint64_t base_ = 0;
  std::uint64_t piece_start_ = 0;  // offset of the piece that is being fed
  PacketTime now_;
  std::vector<Mark> marks_;  // of what came before the piece and waits, by offset
};

}  // namespace mcbin::decoder
