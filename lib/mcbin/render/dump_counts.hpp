// What a dump has seen, as numbers and as a sentence for people.
#pragma once

#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/placed_frame.hpp"

#include <cstdint>
#include <string>

namespace mcbin::render {

struct DumpCounts {
  std::uint64_t requests = 0;
  std::uint64_t responses = 0;
  std::uint64_t incomplete_frames = 0;
  std::uint64_t missing_bytes = 0;
  std::uint64_t warned_frames = 0;
  std::uint64_t junk_stretches = 0;
  std::uint64_t junk_bytes = 0;

  void add(const codec::ScannedFrame& frame, codec::NameStyle names);
  void add(const codec::ScannedJunk& junk);

  [[nodiscard]] std::uint64_t frames() const { return requests + responses; }
  /// Nothing but whole frames without warnings.
  [[nodiscard]] bool flawless() const {
    return incomplete_frames == 0 && warned_frames == 0 && junk_stretches == 0;
  }
};

/// "1 frame", "3 frames".
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one);

/// One sentence for people: "3 frames (2 requests, 1 response), 7 bytes of junk in 1 place".
[[nodiscard]] std::string dump_sentence(const DumpCounts& counts);

}  // namespace mcbin::render
