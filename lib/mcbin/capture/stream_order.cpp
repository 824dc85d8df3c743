#include "mcbin/capture/stream_order.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::capture {

namespace {

/// How far `sequence` is ahead of `from`, over the wrap at 2^32.
std::int32_t distance(std::uint32_t from, std::uint32_t sequence) {
  return static_cast<std::int32_t>(sequence - from);
}

/// Delivers a segment that starts `known` bytes before the offset of its side.
void deliver_rest(Flow& flow, std::size_t number, std::uint64_t known, ByteView bytes,
                  std::uint32_t size, Moment& moment) {
  FlowSide& side = flow.sides[number];
  side.totals.repeated_bytes += std::min<std::uint64_t>(known, size);
  if (known >= size) {
    if (size > 0) {
      ++side.totals.retransmissions;
      ++moment.totals.retransmissions;
    }
    return;
  }
  const auto skipped = static_cast<std::size_t>(known);
  deliver(flow, number, bytes.subspan(std::min(skipped, bytes.size())),
          size - static_cast<std::uint32_t>(known), {}, moment);
}

/// Delivers what is held back as far as it joins.
void drain(Flow& flow, std::size_t number, Moment& moment) {
  FlowSide& side = flow.sides[number];
  const std::int64_t time_ns = moment.time_ns;
  const std::uint64_t packet = moment.packet;
  while (!side.held->empty() && side.held->first_offset() <= side.offset) {
    const std::uint64_t known = side.offset - side.held->first_offset();
    const HeldSegments::Segment segment = side.held->take_first();
    moment.time_ns = segment.time_ns;  // the bytes came then
    moment.packet = segment.packet;
    deliver_rest(flow, number, known, segment.bytes, segment.size, moment);
  }
  moment.time_ns = time_ns;
  moment.packet = packet;
  if (side.held->empty()) side.held.reset();
}

void give_up_hole(Flow& flow, std::size_t number, GapReason reason, Moment& moment) {
  FlowSide& side = flow.sides[number];
  deliver_gap(flow, number, side.held->first_offset() - side.offset, reason, {}, moment);
  drain(flow, number, moment);
}

void hold(Flow& flow, std::size_t number, std::int32_t ahead, const Segment& segment,
          Moment& moment) {
  FlowSide& side = flow.sides[number];
  if (!side.held) side.held = std::make_unique<HeldSegments>(moment.budget);
  const bool kept =
      side.held->add(side.offset + static_cast<std::uint64_t>(ahead),
                     {.bytes = ByteVector(segment.payload.begin(), segment.payload.end()),
                      .size = segment.payload_size,
                      .time_ns = moment.time_ns,
                      .packet = moment.packet});
  if (!kept) {
    side.totals.repeated_bytes += segment.payload_size;
    ++side.totals.retransmissions;
    ++moment.totals.retransmissions;
  }
  while (side.held && (side.held->held_bytes() > moment.held_bytes_max ||
                       moment.budget.held_bytes > moment.held_bytes_total_max)) {
    give_up_hole(flow, number, GapReason::Limit, moment);
  }
}

/// Lets acknowledgements grow old.
void age_acks(FlowSide& side, std::uint64_t packet) {
  const auto now = static_cast<std::uint32_t>(packet);
  if (!side.acked || now - side.waiting_since < kAckPatiencePackets) return;
  side.settled_ack = side.waiting_ack;
  side.settled = true;
  side.waiting_ack = side.newest_ack;
  side.waiting_since = now;
}

/// How many bytes before `acknowledgement` never came. None where the sender's packets were not
/// captured at all.
std::uint64_t missing_before(const FlowSide& side, std::uint32_t acknowledgement) {
  if (!side.started || side.totals.packets == 0) return 0;
  std::int32_t beyond = distance(side.next_sequence, acknowledgement);
  if (side.fin_seen) beyond = std::min(beyond, distance(side.next_sequence, side.fin_sequence));
  // A single one may be a FIN that was not captured; very many are no acknowledgement of ours.
  const std::int32_t least = side.fin_seen ? 1 : 2;
  return beyond >= least && beyond < kFarAhead ? static_cast<std::uint64_t>(beyond) : 0;
}

/// What the end of the stream is known to lack: up to the FIN, or to what the peer has.
std::uint64_t missing_tail(const FlowSide& side) {
  if (side.fin_seen) return missing_before(side, side.fin_sequence);
  return side.acked ? missing_before(side, side.newest_ack) : 0;
}

}  // namespace

void start_side(FlowSide& side, std::uint32_t sequence) {
  side.started = true;
  side.next_sequence = sequence;
}

void deliver(Flow& flow, std::size_t number, ByteView bytes, std::uint32_t wire_size,
             const UdpFrame& udp, Moment& moment) {
  FlowSide& side = flow.sides[number];
  if (!bytes.empty()) {
    const Chunk chunk{.connection = flow.id,
                      .slot = flow.slot,
                      .direction = flow.direction_of(number),
                      .transport = flow.key.transport,
                      .time_ns = moment.time_ns,
                      .packet = moment.packet,
                      .offset = side.offset,
                      .bytes = bytes,
                      .udp = udp};
    side.offset += bytes.size();
    side.next_sequence += static_cast<std::uint32_t>(bytes.size());
    side.totals.payload_bytes += bytes.size();
    moment.totals.payload_bytes += bytes.size();
    moment.sink.on_chunk(chunk);
  }
  if (wire_size > bytes.size()) {
    deliver_gap(flow, number, wire_size - bytes.size(), GapReason::Snaplen, udp, moment);
  }
}

void deliver_gap(Flow& flow, std::size_t number, std::uint64_t size, GapReason reason,
                 const UdpFrame& udp, Moment& moment) {
  FlowSide& side = flow.sides[number];
  const Gap gap{.connection = flow.id,
                .slot = flow.slot,
                .direction = flow.direction_of(number),
                .transport = flow.key.transport,
                .time_ns = moment.time_ns,
                .packet = moment.packet,
                .offset = side.offset,
                .size = size,
                .reason = reason,
                .udp = udp};
  side.offset += size;
  side.next_sequence += static_cast<std::uint32_t>(size);
  ++side.totals.gaps;
  side.totals.gap_bytes += size;
  ++moment.totals.gaps;
  moment.totals.gap_bytes += size;
  moment.sink.on_gap(gap);
}

Taken take_payload(Flow& flow, std::size_t number, const Segment& segment, std::uint32_t sequence,
                   Moment& moment) {
  FlowSide& side = flow.sides[number];
  if (!side.started) start_side(side, sequence);
  const std::int32_t ahead = distance(side.next_sequence, sequence);
  if (ahead == 0) {
    deliver(flow, number, segment.payload, segment.payload_size, {}, moment);
  } else if (ahead > kFarAhead || ahead < kFarBehind) {
    return ++side.strays >= kStraysMax ? Taken::Replaced : Taken::Stray;
  } else if (ahead > 0) {
    hold(flow, number, ahead, segment, moment);
  } else {
    deliver_rest(flow, number, static_cast<std::uint64_t>(-std::int64_t{ahead}), segment.payload,
                 segment.payload_size, moment);
  }
  side.strays = 0;
  if (side.held) drain(flow, number, moment);
  return Taken::Yes;
}

void take_ack(FlowSide& side, std::uint32_t acknowledgement, std::uint64_t packet) {
  if (!side.acked) {
    side.acked = true;
    side.newest_ack = side.waiting_ack = acknowledgement;
    side.waiting_since = static_cast<std::uint32_t>(packet);
    return;
  }
  if (distance(side.newest_ack, acknowledgement) > 0) side.newest_ack = acknowledgement;
  age_acks(side, packet);
}

void settle_holes(Flow& flow, std::size_t number, Moment& moment) {
  FlowSide& side = flow.sides[number];
  age_acks(side, moment.packet);
  if (!side.settled) return;
  for (std::uint64_t gap = 0; (gap = missing_before(side, side.settled_ack)) > 0;) {
    if (side.held) gap = std::min(gap, side.held->first_offset() - side.offset);
    deliver_gap(flow, number, gap, GapReason::Lost, {}, moment);
    if (side.held) drain(flow, number, moment);
  }
}

void flush_side(Flow& flow, std::size_t number, Moment& moment) {
  FlowSide& side = flow.sides[number];
  while (side.held) give_up_hole(flow, number, GapReason::Lost, moment);
  if (const std::uint64_t missing = missing_tail(side)) {
    deliver_gap(flow, number, missing, GapReason::Lost, {}, moment);
  }
}

bool side_complete(const FlowSide& side) {
  return side.fin_seen && distance(side.fin_sequence, side.next_sequence) >= 0;
}

}  // namespace mcbin::capture
