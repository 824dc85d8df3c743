// Frames that a dump has told already, on their way through pairing and order once more: what
// TrafficDecoder does with those that it finds in captured bytes. So filters, summaries and every
// output work on a dump as they do on the capture, and give the same.
#pragma once

#include "mcbin/decoder/both_pairings.hpp"
#include "mcbin/decoder/frame_window.hpp"
#include "mcbin/decoder/protocol_counts.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace mcbin::decoder {

/// Takes the events of one dump after the other. Memory: the window, and per connection that is
/// open the requests that wait. Not for two threads at once.
class DumpedFrames {
 public:
  /// @param ports  only connections to these; empty: to any.
  DumpedFrames(const WindowLimits& limits, std::vector<std::uint16_t> ports, FrameSink& sink)
      : window_(limits, sink), ports_(std::move(ports)), sink_(sink) {}

  /// Another dump begins: its connections are others.
  void next_dump() { connections_before_ = connections_last_; }

  void open(capture::ConnectionInfo connection, codec::StreamKind kind);
  /// Number and pair are made anew. A frame without connection goes straight to the sink.
  void frame(codec::PlacedFrame frame);
  void junk(codec::PlacedJunk junk);
  void gap(capture::Gap gap);
  void close(capture::Close close, codec::StreamKind kind);

  /// The end of everything: hands out what waits.
  void finish();

  /// Frames up to now.
  [[nodiscard]] std::uint64_t frames() const { return frames_; }
  [[nodiscard]] const ProtocolCounts& protocols() const { return protocols_; }

 private:
  struct Connection {
    capture::ConnectionInfo info;
    BothPairings pairings;
    bool ignored = false;
    bool answered = false;  // a frame of the server is there
  };

  /// The number of a connection of this dump among those of all dumps.
  [[nodiscard]] std::uint64_t numbered(std::uint64_t connection);
  Connection& at(std::uint64_t connection);
  void pair_up(Connection& connection, codec::PlacedFrame& frame);
  void end_pairings(Connection& connection, bool both_directions);

  FrameWindow window_;
  std::vector<std::uint16_t> ports_;
  FrameSink& sink_;
  std::map<std::uint64_t, Connection> connections_;  // the open ones
  ProtocolCounts protocols_;
  std::uint64_t frames_ = 0;
  std::uint64_t connections_before_ = 0;  // of dumps before this one
  std::uint64_t connections_last_ = 0;
};

}  // namespace mcbin::decoder
