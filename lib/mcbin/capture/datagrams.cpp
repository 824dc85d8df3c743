// The UDP half of connections.hpp: conversations, and the order of the datagrams of a message.
#include "mcbin/capture/connections.hpp"
#include "mcbin/capture/stream_order.hpp"

#include <algorithm>

namespace mcbin::capture {

namespace {

using Message = UdpMessages::Message;

UdpFrame frame_of(const Message& message, std::uint16_t index) {
  return {
      .present = true, .request_id = message.request_id, .index = index, .count = message.count};
}

/// Delivers held datagrams as far as they join.
void drain_message(Flow& flow, std::size_t side, Message& message, Moment& moment) {
  const std::int64_t time_ns = moment.time_ns;
  const std::uint64_t packet = moment.packet;
  while (!message.held.empty() && message.held.first_offset() == message.next_index) {
    const HeldSegments::Segment datagram = message.held.take_first();
    moment.time_ns = datagram.time_ns;
    moment.packet = datagram.packet;
    deliver(flow, side, datagram.bytes, datagram.size, frame_of(message, message.next_index),
            moment);
    ++message.next_index;
  }
  moment.time_ns = time_ns;
  moment.packet = packet;
}

/// Delivers what there is of a message; a gap without size stands for each run of missing ones.
void give_up_message(Flow& flow, std::size_t side, UdpMessages& messages, Message& message,
                     GapReason reason, Moment& moment) {
  while (message.next_index < message.count) {
    deliver_gap(flow, side, 0, reason, frame_of(message, message.next_index), moment);
    message.next_index = message.held.empty()
                             ? message.count
                             : static_cast<std::uint16_t>(message.held.first_offset());
    drain_message(flow, side, message, moment);
  }
  messages.drop(message);
}

}  // namespace

void Connections::take_udp(const Segment& segment, Moment& moment) {
  if (segment.payload_size == 0) return;
  FlowKey key;
  const std::size_t sender = key_of(segment, key);
  Flow* flow = find(key);
  if (flow == nullptr) {
    const std::size_t head = read_udp_frame(segment.payload).present ? kUdpFrameBytes : 0;
    const Roles roles = guess_roles(key, sender, segment.payload.subspan(head), moment);
    flow = &open(key, roles, Opening::Midstream, moment);
  }
  flow->last_ns = moment.time_ns;
  ++flow->sides[sender].totals.packets;
  take_datagram(*flow, sender, segment, moment);
}

void take_datagram(Flow& flow, std::size_t number, const Segment& segment, Moment& moment) {
  FlowSide& side = flow.sides[number];
  const UdpFrame frame = read_udp_frame(segment.payload);
  const std::size_t head = frame.present ? kUdpFrameBytes : 0;
  const ByteView bytes = segment.payload.subspan(head);
  const auto size = segment.payload_size - static_cast<std::uint32_t>(head);
  if (!frame.present || frame.count <= 1) {
    deliver(flow, number, bytes, size, frame, moment);
    return;
  }
  if (!side.messages) side.messages = std::make_unique<UdpMessages>();
  UdpMessages& messages = *side.messages;
  Message* message = messages.find(frame);
  if (message == nullptr) {
    if (messages.full()) {
      give_up_message(flow, number, messages, messages.oldest(), GapReason::Limit, moment);
    }
    message = &messages.begin(frame, moment.budget);
  }
  if (frame.index == message->next_index) {
    deliver(flow, number, bytes, size, frame, moment);
    ++message->next_index;
    drain_message(flow, number, *message, moment);
  } else {
    const bool kept =
        frame.index > message->next_index &&
        message->held.add(frame.index, {.bytes = ByteVector(bytes.begin(), bytes.end()),
                                        .size = size,
                                        .time_ns = moment.time_ns,
                                        .packet = moment.packet});
    if (!kept) side.totals.repeated_bytes += size;
  }
  if (message->next_index == message->count) messages.drop(*message);
  while (!messages.empty() && moment.budget.held_bytes > moment.held_bytes_total_max) {
    give_up_message(flow, number, messages, messages.oldest(), GapReason::Limit, moment);
  }
  if (messages.empty()) side.messages.reset();
}

void flush_messages(Flow& flow, std::size_t number, Moment& moment) {
  FlowSide& side = flow.sides[number];
  if (!side.messages) return;
  while (!side.messages->empty()) {
    give_up_message(flow, number, *side.messages, side.messages->oldest(), GapReason::Lost, moment);
  }
  side.messages.reset();
}

}  // namespace mcbin::capture
