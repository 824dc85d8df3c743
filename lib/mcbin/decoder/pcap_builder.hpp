// Frames written back as a capture: packets are made anew around the frames that are wanted, with
// the endpoints, the times and the order of the original, so that any tool can read what a filter
// let through.
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/placed_frame.hpp"

#include <array>
#include <cstdint>
#include <unordered_map>

namespace mcbin::decoder {

/// The bytes of `frame` as far as they are there: header and body.
[[nodiscard]] ByteVector frame_bytes(const codec::ScannedFrame& frame);

/// Appends a pcap file (nanoseconds, IP packets without a link header) piece by piece. Where bytes
/// of a frame are missing the sequence numbers leave a hole of their size.
class PcapBuilder {
 public:
  /// Bytes of a frame in one packet at most.
  static constexpr std::size_t kSegmentBytesMax = 32U << 10U;
  static constexpr std::size_t kDatagramBytesMax = 1400;

  /// The file's header; first of all.
  void begin(ByteVector& out) const;
  /// Call before the frames of a connection, and when it is over.
  void open(const capture::ConnectionInfo& connection);
  void close(std::uint64_t connection) { connections_.erase(connection); }
  /// A frame of an unknown connection, or of none, gets loopback endpoints.
  void frame(ByteVector& out, const codec::PlacedFrame& frame);

 private:
  struct State {
    capture::ConnectionInfo info;
    std::array<std::uint32_t, 2> next_sequence{1000, 5000};  // by sender
    bool greeted = false;
  };
  struct PacketParts;

  static void packet(ByteVector& out, const State& state, const PacketParts& parts);
  static void greet(ByteVector& out, State& state, std::int64_t time_ns);
  static void datagrams(ByteVector& out, const State& state, const codec::PlacedFrame& frame,
                        ByteView bytes);

  std::unordered_map<std::uint64_t, State> connections_;
};

}  // namespace mcbin::decoder
