// One direction of a connection, or one UDP message: a scanner, and when each of its frames came.
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/frame_scanner.hpp"

#include <cstdint>

namespace mcbin::decoder {

/// A moment of the capture.
struct PacketTime {
  std::int64_t time_ns = 0;
  std::uint64_t packet = 0;
};

/// Feeds a scanner and remembers which packet the frame in hand began with.
class PlacedStream {
 public:
  /// @param base  offset in the connection of the stream's first byte.
  PlacedStream(const codec::ScanOptions& options, std::uint64_t base)
      : scanner_(options), base_(base) {}

  void feed(ByteView bytes, PacketTime now, codec::ScanSink& sink);
  void skip(std::uint64_t size, PacketTime now, codec::ScanSink& sink);
  void finish(codec::ScanSink& sink);

  /// Call from the sink: when the reported stretch that starts at `offset` began, and that it ends
  /// at `end`.
  [[nodiscard]] PacketTime began(std::uint64_t offset, std::uint64_t end);
  /// Call from the sink: the packet that completed it.
  [[nodiscard]] PacketTime now() const { return now_; }

  [[nodiscard]] std::uint64_t base() const { return base_; }
  /// Offset, from the stream's own start, of the next byte to be fed.
  [[nodiscard]] std::uint64_t offset() const { return scanner_.offset(); }
  [[nodiscard]] bool in_step() const { return scanner_.in_step(); }

 private:
  void remember_pending();

  codec::FrameScanner scanner_;
  std::uint64_t base_ = 0;
  std::uint64_t piece_start_ = 0;   // offset of the piece that is being fed
  std::uint64_t reported_end_ = 0;  // everything before it has been reported
  PacketTime now_;
  PacketTime pending_;  // of the first byte at reported_end_, when that came before the piece
};

}  // namespace mcbin::decoder
