// Segments that came before bytes in front of them: kept in the order of the stream until the hole
// is filled or given up. One object a direction, made when it is needed.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <map>

namespace mcbin::capture {

/// What all directions hold back together.
struct HeldBudget {
  std::size_t held_bytes = 0;
};

class HeldSegments {
 public:
  struct Segment {
    ByteVector bytes;        // as captured
    std::uint32_t size = 0;  // as it was: more than bytes.size() when cut
    std::int64_t time_ns = 0;
    std::uint64_t packet = 0;
  };

  explicit HeldSegments(HeldBudget& budget) : budget_(budget) {}
  HeldSegments(const HeldSegments&) = delete;
  HeldSegments& operator=(const HeldSegments&) = delete;
  ~HeldSegments() { budget_.held_bytes -= held_bytes_; }

  /// Keeps `segment`, which starts at `offset`. Of two that start together the one that brings more
  /// bytes stays. @return whether it was kept.
  bool add(std::uint64_t offset, Segment segment);

  [[nodiscard]] bool empty() const { return segments_.empty(); }
  /// Where the first segment starts; only when not empty().
  [[nodiscard]] std::uint64_t first_offset() const { return segments_.begin()->first; }
  /// Takes the first segment out; only when not empty().
  [[nodiscard]] Segment take_first();
  /// Memory in use, bookkeeping included.
  [[nodiscard]] std::size_t held_bytes() const { return held_bytes_; }

 private:
  void count(std::size_t grown, std::size_t shrunk);

  HeldBudget& budget_;
  std::map<std::uint64_t, Segment> segments_;
  std::size_t held_bytes_ = 0;
};

}  // namespace mcbin::capture
