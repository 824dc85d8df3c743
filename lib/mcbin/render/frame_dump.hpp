// From what the scanner finds to lines and counts: the sink behind `mcbin dump-frame`.
#pragma once

#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/render/frame_line.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mcbin::render {

/// What a dump has seen so far.
struct DumpCounts {
  std::uint64_t requests = 0;
  std::uint64_t responses = 0;
  std::uint64_t incomplete_frames = 0;
  std::uint64_t missing_bytes = 0;
  std::uint64_t warned_frames = 0;
  std::uint64_t junk_stretches = 0;
  std::uint64_t junk_bytes = 0;

  [[nodiscard]] std::uint64_t frames() const { return requests + responses; }
  /// Nothing but whole frames without warnings.
  [[nodiscard]] bool flawless() const {
    return incomplete_frames == 0 && warned_frames == 0 && junk_stretches == 0;
  }
};

/// Turns every report into a line; the owner takes the lines away between feeds.
class FrameDump final : public codec::ScanSink {
 public:
  explicit FrameDump(const LineOptions& options) : options_(options) {}

  void on_frame(const codec::ScannedFrame& frame) override;
  void on_junk(const codec::ScannedJunk& junk) override;

  /// The lines since the last clear().
  [[nodiscard]] std::string_view lines() const { return lines_; }
  void clear() { lines_.clear(); }

  [[nodiscard]] const DumpCounts& counts() const { return counts_; }

 private:
  LineOptions options_;
  std::string lines_;
  DumpCounts counts_;
};

/// One sentence for people: "3 frames (2 requests, 1 response), 7 bytes of junk in 1 place".
[[nodiscard]] std::string dump_sentence(const DumpCounts& counts);

}  // namespace mcbin::render
