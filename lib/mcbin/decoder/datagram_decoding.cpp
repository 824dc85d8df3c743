// The part of TrafficDecoder that reads UDP: each message is a stream of its own.
#include "mcbin/decoder/connection_state.hpp"

#include <utility>

namespace mcbin::decoder {

using capture::Direction;

namespace {

std::optional<std::uint16_t> id_of(const capture::UdpFrame& udp) {
  return udp.present ? std::optional<std::uint16_t>(udp.request_id) : std::nullopt;
}

}  // namespace

void TrafficDecoder::feed_datagram(Connection& connection, const capture::Chunk& chunk) {
  const PacketTime now{.time_ns = chunk.time_ns, .packet = chunk.packet};
  DatagramMessage* open =
      chunk.udp.count > 1 ? connection.messages.find(chunk.direction, chunk.udp) : nullptr;
  if (open != nullptr && chunk.udp.index == 0) {  // the id is used again: the old one is over
    const auto old = connection.messages.take(open);
    finish_message(connection, *old);
    open = nullptr;
  }
  if (open == nullptr) {
    DatagramMessage message{
        .direction = chunk.direction,
        .request_id = chunk.udp.request_id,
        .count = chunk.udp.count,
        .stream = PlacedStream(scan_options(sender_of(chunk.direction)), chunk.offset)};
    Placer placer(*this, connection, chunk.direction, message.stream, id_of(chunk.udp));
    message.stream.feed(chunk.bytes, now, placer);
    message.next_index = static_cast<std::uint16_t>(chunk.udp.index + 1);
    if (message.next_index >= message.count) {
      message.stream.finish(placer);
    } else if (const auto gone = connection.messages.keep(std::move(message))) {
      finish_message(connection, *gone);
    }
    return;
  }
  Placer placer(*this, connection, chunk.direction, open->stream, id_of(chunk.udp));
  open->stream.feed(chunk.bytes, now, placer);
  open->next_index = static_cast<std::uint16_t>(chunk.udp.index + 1);
  if (open->next_index >= open->count) {
    open->stream.finish(placer);
    static_cast<void>(connection.messages.take(open));
  }
}

/// Datagrams of a message are missing: what is there of its frame is told, and the rest of the
/// message searched for another.
void TrafficDecoder::give_up_datagrams(Connection& connection, const capture::Gap& gap) {
  DatagramMessage* open = connection.messages.find(gap.direction, gap.udp);
  if (open == nullptr) return;
  Placer placer(*this, connection, gap.direction, open->stream, id_of(gap.udp));
  const PacketTime now{.time_ns = gap.time_ns, .packet = gap.packet};
  if (gap.size > 0) {
    open->stream.skip(gap.size, now, placer);
  } else {
    const auto old = connection.messages.take(open);
    finish_message(connection, *old);
  }
}

void TrafficDecoder::finish_message(Connection& connection, DatagramMessage& message) {
  Placer placer(*this, connection, message.direction, message.stream, message.request_id);
  message.stream.finish(placer);
}

}  // namespace mcbin::decoder
