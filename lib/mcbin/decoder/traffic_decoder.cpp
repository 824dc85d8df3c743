// Connections, their streams and what they speak. UDP's messages are in datagram_decoding.cpp.
#include "mcbin/decoder/traffic_decoder.hpp"

#include "mcbin/codec/collection_key.hpp"
#include "mcbin/decoder/connection_state.hpp"
#include "mcbin/decoder/protocol_guess.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::decoder {

using capture::Direction;
using codec::Outcome;
using codec::Sender;
using codec::StreamKind;

TrafficDecoder::TrafficDecoder(DecoderOptions options, FrameSink& sink)
    : options_(std::move(options)), window_(options_.window, sink) {}

TrafficDecoder::~TrafficDecoder() = default;

void TrafficDecoder::on_open(const capture::ConnectionInfo& connection) {
  if (connection.slot >= connections_.size()) connections_.resize(connection.slot + 1U);
  const auto& ports = options_.ports;
  if (!ports.empty() &&
      std::find(ports.begin(), ports.end(), connection.server.port) == ports.end()) {
    protocols_.add_ignored();
    connections_[connection.slot].reset();
    return;
  }
  connections_[connection.slot] = std::make_unique<Connection>(connection);
}

void TrafficDecoder::on_chunk(const capture::Chunk& chunk) {
  Connection* connection = connection_at(chunk.slot);
  if (connection == nullptr) return;
  connection->has_payload = true;
  if (connection->undecided()) guess(*connection, chunk);
  if (!connection->decodes()) return;
  if (chunk.transport == capture::Transport::Udp) {
    feed_datagram(*connection, chunk);
  } else {
    feed_stream(*connection, chunk);
  }
}

void TrafficDecoder::on_gap(const capture::Gap& gap) {
  Connection* connection = connection_at(gap.slot);
  if (connection == nullptr || !connection->decodes()) return;
  if (!connection->undecided()) window_.gap(gap);
  if (gap.transport == capture::Transport::Udp) {
    give_up_datagrams(*connection, gap);
    return;
  }
  PlacedStream& stream = stream_of(*connection, gap.direction, gap.offset);
  Placer placer(*this, *connection, gap.direction, stream);
  stream.skip(gap.size, {.time_ns = gap.time_ns, .packet = gap.packet}, placer);
  if (!stream.in_step()) connection->pairings.mark_gap();
}

void TrafficDecoder::on_close(const capture::Close& close) {
  Connection* connection = connection_at(close.slot);
  if (connection == nullptr) return;
  if (connection->undecided() && connection->opens_like_frames()) {
    decide(*connection, StreamKind::Binary);
  }
  for (const Direction direction : {Direction::ClientToServer, Direction::ServerToClient}) {
    const auto& stream = connection->streams[index_of(direction)];
    if (stream == nullptr) continue;
    Placer placer(*this, *connection, direction, *stream);
    stream->finish(placer);
  }
  while (auto message = connection->messages.take_oldest()) finish_message(*connection, *message);
  const bool both = close.client.packets > 0 && close.server.packets > 0;
  const auto resolved = [this](const codec::Resolution& done) { window_.resolve(done); };
  connection->pairings.close(both ? Outcome::Unanswered : Outcome::OneWay, resolved);
  if (connection->undecided()) {
    if (connection->has_payload) {
      decide(*connection, StreamKind::Unknown);
    } else {
      protocols_.add_silent();
      window_.open(connection->info, StreamKind::Unknown);
    }
  }
  if (connection->kind == StreamKind::Binary && !both) protocols_.add_one_way();
  window_.close(connection->info, connection->kind, close);
  connections_[close.slot].reset();
}

capture::Speaker TrafficDecoder::who_speaks(capture::Transport, ByteView front) {
  return guess_speaker(front, options_.style);
}

TrafficDecoder::Connection* TrafficDecoder::connection_at(std::uint32_t slot) {
  return slot < connections_.size() ? connections_[slot].get() : nullptr;
}

codec::ScanOptions TrafficDecoder::scan_options(Sender sender) const {
  return {.value_bytes_max = options_.value_bytes_max,
          .junk_bytes_max = options_.junk_bytes_max,
          .sender = sender,
          .style = options_.style,
          .confirm = codec::Confirm::WhenDoubtful};
}

PlacedStream& TrafficDecoder::stream_of(Connection& connection, Direction direction,
                                        std::uint64_t offset) {
  auto& stream = connection.streams[index_of(direction)];
  if (stream == nullptr) {
    stream = std::make_unique<PlacedStream>(scan_options(sender_of(direction)), offset);
  }
  return *stream;
}

/// Settles what the connection speaks and says so.
void TrafficDecoder::decide(Connection& connection, StreamKind kind) {
  connection.decided = true;
  connection.kind = kind;
  protocols_.add(kind, connection.info.server.port);
  window_.open(connection.info, kind);
  if (kind != StreamKind::Binary) {
    for (auto& stream : connection.streams) stream.reset();
  }
  for (const StashedJunk& stashed : std::exchange(connection.stash, {})) {
    codec::PlacedJunk junk = stashed.junk;
    junk.junk.sample = stashed.sample;
    if (kind == StreamKind::Binary) window_.junk(junk);
  }
}

/// Judges the first bytes of a direction; later ones only bring the frames or the end of patience.
void TrafficDecoder::guess(Connection& connection, const capture::Chunk& chunk) {
  const std::size_t index = index_of(chunk.direction);
  const bool datagram = chunk.transport == capture::Transport::Udp;
  ByteVector& front = connection.fronts[index];
  if (datagram) front.clear();
  if (front.size() < codec::kHeaderSize && (!datagram || chunk.udp.index == 0)) {
    append(front,
           chunk.bytes.first(std::min(chunk.bytes.size(), codec::kHeaderSize - front.size())));
    const StreamKind kind = guess_protocol(front, sender_of(chunk.direction), options_.style);
    const bool starts =
        connection.info.opening == capture::Opening::Handshake || (datagram && chunk.udp.present);
    // In the middle of a stream a first byte is no evidence; the scanner will find frames.
    const bool binary = kind == StreamKind::Binary && starts && front.size() == codec::kHeaderSize;
    if (binary || (kind != StreamKind::Binary && kind != StreamKind::Unknown)) {
      decide(connection, kind);
      return;
    }
  }
  connection.probed[index] += chunk.bytes.size();
  if (connection.probed[index] > kProbeBytesMax) decide(connection, StreamKind::Unknown);
}

void TrafficDecoder::feed_stream(Connection& connection, const capture::Chunk& chunk) {
  PlacedStream& stream = stream_of(connection, chunk.direction, chunk.offset);
  Placer placer(*this, connection, chunk.direction, stream);
  stream.feed(chunk.bytes, {.time_ns = chunk.time_ns, .packet = chunk.packet}, placer);
}

void TrafficDecoder::place_frame(const Placer& placer, const codec::ScannedFrame& frame) {
  Connection& connection = placer.connection();
  if (connection.undecided()) {
    const bool sure = frame.header_bytes == codec::kHeaderSize && frame.doubts.none();
    if (!sure) return;
    decide(connection, StreamKind::Binary);
  }
  codec::PlacedFrame& placed = window_.begin_frame();
  const PacketTime began = placer.stream().began(frame.offset);
  const PacketTime ended = placer.stream().now();
  // Each member where it belongs: a whole one would be put together elsewhere and copied.
  codec::FramePlace& place = placed.place;
  place.number = ++frames_;
  place.connection = connection.info.id;
  place.sender = sender_of(placer.direction());
  place.first_ns = began.time_ns;
  place.last_ns = ended.time_ns;
  place.first_packet = began.packet;
  place.last_packet = ended.packet;
  place.datagram = placer.datagram();
  place.collections = connection.collections;
  const codec::Header& header = frame.header;
  if (header.opcode == codec::Opcode::Hello && header.magic == codec::Magic::Response &&
      header.status() == codec::Status::Ok) {
    connection.collections = codec::grants_collections(frame.value);
  }
  const auto resolved = [this](const codec::Resolution& done) { window_.resolve(done); };
  connection.pairings.take(frame, place, placed.pair, resolved);
  placed.frame = frame;
  placed.frame.offset += placer.stream().base();
  window_.end_frame();
}

void TrafficDecoder::place_junk(const Placer& placer, const codec::ScannedJunk& junk) {
  Connection& connection = placer.connection();
  codec::PlacedJunk placed{.junk = junk,
                           .connection = connection.info.id,
                           .sender = sender_of(placer.direction()),
                           .time_ns = placer.stream().now().time_ns};
  placed.junk.offset += placer.stream().base();
  if (!connection.undecided()) {
    window_.junk(placed);
  } else if (connection.stash.size() < Connection::kStashMax) {
    StashedJunk stashed{.junk = placed, .sample = {}};
    append(stashed.sample, junk.sample);
    connection.stash.push_back(std::move(stashed));
  }
}

}  // namespace mcbin::decoder
