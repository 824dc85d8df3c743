// From ordered bytes to frames with their pairs: per connection what it speaks, per direction a
// scanner, per sender of requests their pairing, and over all of them one window that keeps the
// order. No file and no text here: bytes come from capture, lines are made in render.
//
//   TrafficDecoder decoder(options, sink);
//   ... capture::TrafficReader hands its events to decoder ...
//   decoder.finish();
#pragma once

#include "mcbin/decoder/datagram_messages.hpp"
#include "mcbin/decoder/frame_window.hpp"
#include "mcbin/decoder/protocol_counts.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace mcbin::decoder {

struct DecoderOptions {
  std::uint32_t value_bytes_max = 64;  // of a value, handed to the sink
  std::uint32_t junk_bytes_max = 32;   // of a stretch of junk, likewise
  codec::NameStyle style = codec::NameStyle::Classic;
  std::vector<std::uint16_t> ports;  // only connections to these; empty: to any
  WindowLimits window;
};

/// Decodes all connections of a capture. Memory: the window, and per connection about a kilobyte,
/// the requests that wait and what the sink wants of the frame in hand. Not for two threads at
/// once.
class TrafficDecoder final : public capture::TrafficSink {
 public:
  /// Bytes of a direction in which a frame must be found before a connection that begins with
  /// something unknown counts as none of ours.
  static constexpr std::uint64_t kProbeBytesMax = 4U << 20U;

  TrafficDecoder(DecoderOptions options, FrameSink& sink);
  ~TrafficDecoder() override;

  void on_open(const capture::ConnectionInfo& connection) override;
  void on_chunk(const capture::Chunk& chunk) override;
  void on_gap(const capture::Gap& gap) override;
  void on_close(const capture::Close& close) override;
  [[nodiscard]] capture::Speaker who_speaks(capture::Transport transport, ByteView front) override;

  /// Nothing came for a while: hands out what has waited for too long at `now_ns`, since 1970.
  void idle(std::int64_t now_ns) { window_.expire(now_ns); }
  /// Hands out what waits. For the end of a capture, after every connection was closed.
  void finish() { window_.flush(); }

  [[nodiscard]] const ProtocolCounts& protocols() const { return protocols_; }

 private:
  struct Connection;
  class Placer;

  [[nodiscard]] Connection* connection_at(std::uint32_t slot);
  [[nodiscard]] codec::ScanOptions scan_options(codec::Sender sender) const;
  PlacedStream& stream_of(Connection& connection, capture::Direction direction,
                          std::uint64_t offset);
  void decide(Connection& connection, codec::StreamKind kind);
  void guess(Connection& connection, const capture::Chunk& chunk);
  void feed_stream(Connection& connection, const capture::Chunk& chunk);
  void feed_datagram(Connection& connection, const capture::Chunk& chunk);
  void give_up_datagrams(Connection& connection, const capture::Gap& gap);
  void finish_message(Connection& connection, DatagramMessage& message);
  void place_frame(const Placer& placer, const codec::ScannedFrame& frame);
  void place_junk(const Placer& placer, const codec::ScannedJunk& junk);

  DecoderOptions options_;
  FrameWindow window_;
  ProtocolCounts protocols_;
  std::vector<std::unique_ptr<Connection>> connections_;  // by slot
  std::uint64_t frames_ = 0;
};

}  // namespace mcbin::decoder
