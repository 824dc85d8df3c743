// A stream of bytes without packets around it: both directions may be mixed in it, nobody knows
// when anything came, so frames are found and numbered but not paired.
#pragma once

#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/decoder/frame_sink.hpp"

#include <cstdint>

namespace mcbin::decoder {

/// Hands the frames and the junk of one stream to a sink.
class BareStream final : public codec::ScanSink {
 public:
  /// @param frames_before  frames of earlier inputs: the numbers go on.
  BareStream(const codec::ScanOptions& options, std::uint64_t frames_before, FrameSink& sink)
      : scanner_(options), sink_(sink), frames_(frames_before) {}

  void feed(ByteView bytes) { scanner_.feed(bytes, *this); }
  void finish() { scanner_.finish(*this); }

  /// Frames up to now, those of earlier inputs included.
  [[nodiscard]] std::uint64_t frames() const { return frames_; }

  void on_frame(const codec::ScannedFrame& frame) override {
    codec::PlacedFrame placed;
    placed.frame = frame;
    placed.place.number = ++frames_;
    sink_.on_frame(placed);
  }
  void on_junk(const codec::ScannedJunk& junk) override { sink_.on_junk({.junk = junk}); }

 private:
  codec::FrameScanner scanner_;
  FrameSink& sink_;
  std::uint64_t frames_;
};

}  // namespace mcbin::decoder
