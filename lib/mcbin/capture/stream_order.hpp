// One direction of a TCP connection put in order: what is next is handed on in place, what came
// early waits, what was there already is dropped, and what never came becomes a gap.
//
// A hole is a gap only when the peer has acknowledged beyond it and that acknowledgement is
// kAckPatiencePackets packets of the capture old: acknowledgements overtake data in captures. Where
// only one direction was captured none come; then the limits and the end decide.
#pragma once

#include "mcbin/capture/flow.hpp"
#include "mcbin/capture/packet_headers.hpp"

#include <cstddef>
#include <cstdint>

namespace mcbin::capture {

inline constexpr std::uint64_t kAckPatiencePackets = 64;
/// A sequence number farther away than this belongs to some other stream.
inline constexpr std::int32_t kFarAhead = 1 << 30;
inline constexpr std::int32_t kFarBehind = -(1 << 28);
/// So many strays in a row are another connection whose beginning was not captured.
inline constexpr std::uint8_t kStraysMax = 3;

enum class Taken : std::uint8_t {
  Yes,
  Stray,     // dropped: its sequence number is far off
  Replaced,  // one stray too many: the endpoints have begun anew
};

/// The next byte of side `side` has this sequence number.
void start_side(FlowSide& side, std::uint32_t sequence);

/// Takes a segment of side `side` with a payload; `sequence` is that of its first byte.
[[nodiscard]] Taken take_payload(Flow& flow, std::size_t side, const Segment& segment,
                                 std::uint32_t sequence, Moment& moment);

/// The peer of `side` says that it has everything before `acknowledgement`.
void take_ack(FlowSide& side, std::uint32_t acknowledgement, std::uint64_t packet);

/// Gives up the holes of `side` that can no longer be filled.
void settle_holes(Flow& flow, std::size_t side, Moment& moment);

/// The direction ends: everything that is held back comes out, holes become gaps.
void flush_side(Flow& flow, std::size_t side, Moment& moment);

/// Has everything up to the FIN come?
[[nodiscard]] bool side_complete(const FlowSide& side);

/// Tells the sink of `bytes` of `side`, which stand at its offset. `wire_size` is how many there
/// were; what is cut off becomes a gap.
void deliver(Flow& flow, std::size_t side, ByteView bytes, std::uint32_t wire_size,
             const UdpFrame& udp, Moment& moment);

/// Tells the sink that `size` bytes of `side` are missing at its offset.
void deliver_gap(Flow& flow, std::size_t side, std::uint64_t size, GapReason reason,
                 const UdpFrame& udp, Moment& moment);

}  // namespace mcbin::capture
