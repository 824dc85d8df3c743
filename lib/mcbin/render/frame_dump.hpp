// From what a scanner finds in a bare stream to lines: numbered, without pairs.
#pragma once

#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/render/frame_line.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mcbin::render {

/// Turns every report into a line; the owner takes the lines away between feeds.
class FrameDump final : public codec::ScanSink {
 public:
  explicit FrameDump(LineOptions options) : options_(std::move(options)) {}

  void on_frame(const codec::ScannedFrame& frame) override;
  void on_junk(const codec::ScannedJunk& junk) override;

  /// The lines since the last clear().
  [[nodiscard]] std::string_view lines() const { return lines_; }
  void clear() { lines_.clear(); }

 private:
  LineOptions options_;
  std::string lines_;
  std::uint64_t frames_ = 0;
};

}  // namespace mcbin::render
