// Which frames are meant. Conditions of different kinds must all hold; a request and its answer
// pass together wherever the condition is about the pair (key, status, latency, size of a value).
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/placed_frame.hpp"
#include "mcbin/decoder/key_pattern.hpp"

#include <bitset>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace mcbin::decoder {

/// A moment of the capture: since 1970, or since its first frame.
struct CaptureMoment {
  std::int64_t ns = 0;
  bool from_start = false;
};

struct FilterOptions {
  KeyPattern keys;
  std::bitset<256> opcodes;                // none set: all
  std::vector<codec::Status> statuses;     // of the answer
  bool errors = false;                     // any status but success, besides `statuses`
  std::vector<std::uint64_t> connections;  // empty: all
  std::optional<codec::Sender> sender;
  std::optional<CaptureMoment> since;
  std::optional<CaptureMoment> until;
  std::int64_t latency_ns_min = 0;    // to the answer's last byte
  std::uint32_t value_bytes_min = 0;  // of the request or its answer
  bool unpaired = false;              // requests without answer, answers without request
  std::uint64_t after = 0;            // frames that follow on the same connection pass, too
};

/// Sees the frames in their order. Not for two threads at once.
class FrameFilter {
 public:
  /// Requests whose answers are still to pass at most; the oldest are forgotten beyond it.
  static constexpr std::size_t kRememberedMax = 65536;

  explicit FrameFilter(FilterOptions options);

  [[nodiscard]] bool passes(const codec::PlacedFrame& frame);
  [[nodiscard]] bool passes(const codec::PlacedJunk& junk) const;
  /// For what concerns a connection as a whole.
  [[nodiscard]] bool passes_connection(std::uint64_t connection) const;

  /// Whether everything passes.
  [[nodiscard]] bool empty() const { return !about_frames_ && !about_places_; }

 private:
  [[nodiscard]] bool fits(const codec::PlacedFrame& frame);
  [[nodiscard]] bool key_fits(const codec::PlacedFrame& frame);
  [[nodiscard]] bool status_fits(const codec::PlacedFrame& frame) const;
  [[nodiscard]] bool place_fits(std::uint64_t connection, codec::Sender sender,
                                std::int64_t time_ns) const;
  void remember(std::uint64_t request);
  void settle(std::optional<CaptureMoment>& moment, std::int64_t first_ns) const;

  FilterOptions options_;
  bool about_frames_ = false;  // a condition that only frames can meet
  bool about_places_ = false;  // a condition on connection, direction or time
  bool started_ = false;
  std::unordered_set<std::uint64_t> remembered_;  // requests whose key fits
  std::deque<std::uint64_t> remembered_order_;
  std::unordered_map<std::uint64_t, std::uint64_t>
      following_;  // frames still to pass, by connection
};

}  // namespace mcbin::decoder
