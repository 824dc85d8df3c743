// What dump-frame wrote, read as a recording: all lines of a dump, in the order of the traffic.
#pragma once

#include "cmd/input_lines.hpp"
#include "mcbin/decoder/dumped_frames.hpp"
#include "mcbin/render/dumped_line.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// Holds a dump, since its lines may be in any order.
class DumpLines {
 public:
  /// Lines that take more than this are refused: they have to fit into memory.
  static constexpr std::uint64_t kBytesMax = 8ULL << 30U;

  /// @return Errc::BadText with a sentence that names the line, also for values that were cut when
  ///     they were dumped; Errc::TooLarge; Errc::ReadFailed.
  [[nodiscard]] Result<void> read(InputLines& lines, const std::string& path);

  /// Hands out the events. Lines that are in order stay as they are; others are sorted by their
  /// moments, and within a direction by their place in it.
  void hand_out(decoder::DumpedFrames& frames);

 private:
  [[nodiscard]] bool in_order() const;

  std::vector<render::DumpedLine> lines_;
  std::uint64_t bytes_ = 0;
};

}  // namespace mcbin::cmd
