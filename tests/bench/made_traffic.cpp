#include "made_traffic.hpp"

#include <algorithm>

namespace mcbin::bench {

namespace {

constexpr std::size_t kSegmentBytes = 1448;
constexpr std::size_t kFlushBytes = 1U << 20U;
constexpr std::uint32_t kServerAddress = 0x0a000002;
constexpr std::uint16_t kServerPort = 11'211;
constexpr std::uint8_t kRequest = 0x80;
constexpr std::uint8_t kResponse = 0x81;
constexpr std::uint8_t kGet = 0x00;
constexpr std::uint8_t kSet = 0x01;
constexpr std::uint16_t kNotFound = 1;

}  // namespace

std::uint32_t TrafficMaker::below(std::uint32_t limit) {
  random_ ^= random_ << 13U;
  random_ ^= random_ >> 7U;
  random_ ^= random_ << 17U;
  return static_cast<std::uint32_t>((random_ >> 32U) % limit);
}

void TrafficMaker::flush() {
  std::fwrite(out_.data(), 1, out_.size(), file_);
  out_.clear();
}

void TrafficMaker::segment(Connection& connection, bool from_server, std::uint8_t flags,
                           std::string_view payload) {
  test::MadePacket packet{.from_address = connection.client_address,
                          .from_port = connection.client_port,
                          .to_address = kServerAddress,
                          .to_port = kServerPort,
                          .sequence = connection.client_next,
                          .acknowledgement = connection.server_next,
                          .flags = flags,
                          .payload = payload};
  if (from_server) {
    packet.sequence = connection.server_next;
    packet.acknowledgement = connection.client_next;
    packet = test::turned(packet);
  }
  const ByteVector bytes = test::ethernet_packet(packet);
  time_ns_ += 1'000 + below(20'000);
  test::append_pcap_record(out_, time_ns_, bytes);
  made_.bytes += 16 + bytes.size();
  ++made_.packets;
  const bool counts = (flags & (test::kSyn | test::kFin)) != 0;
  (from_server ? connection.server_next : connection.client_next) +=
      static_cast<std::uint32_t>(payload.size()) + (counts ? 1 : 0);
  if (out_.size() >= kFlushBytes) flush();
}

/// Bytes in segments of full size; the other side acknowledges every second one.
void TrafficMaker::send(Connection& connection, bool from_server, std::string_view bytes) {
  for (std::size_t count = 1; !bytes.empty(); ++count) {
    const std::string_view piece = bytes.substr(0, kSegmentBytes);
    bytes.remove_prefix(piece.size());
    segment(connection, from_server, test::kAck | (bytes.empty() ? test::kPush : 0), piece);
    if (count % 2 == 0) segment(connection, !from_server, test::kAck, {});
  }
}

void TrafficMaker::append_frame(std::string& out, std::uint8_t magic, std::uint8_t opcode,
                                std::uint16_t status, std::string_view extras, std::string_view key,
                                std::size_t value_bytes) {
  Byte header[24] = {magic, opcode};
  store_be16(header + 2, static_cast<std::uint16_t>(key.size()));
  header[4] = static_cast<Byte>(extras.size());
  store_be16(header + 6, status);
  store_be32(header + 8, static_cast<std::uint32_t>(extras.size() + key.size() + value_bytes));
  store_be32(header + 12, opaque_);
  if (magic == kResponse && status == 0) store_be64(header + 16, opaque_ + 1);
  out.append(as_text(header));
  out.append(extras);
  out.append(key);
  const std::size_t value_at = out.size();
  out.resize(value_at + value_bytes);
  for (std::size_t at = value_at; at < out.size(); ++at) {
    out[at] = static_cast<char>('a' + (at + opaque_) % 26);
  }
  ++made_.frames;
}

/// A get, which may miss, or one time in ten a set.
void TrafficMaker::append_request(std::string& requests, std::string& responses) {
  ++opaque_;
  const std::string key = "user:" + std::to_string(below(100'000));
  const bool large = plan_.large_one_in > 0 && below(plan_.large_one_in) == 0;
  const std::size_t value_bytes =
      large ? plan_.large_value_bytes : 1 + below(std::max(plan_.value_bytes_max, 1U));
  const std::string_view flags("\0\0\0\1", 4);
  const std::uint32_t kind = below(10);
  if (kind == 0) {
    append_frame(requests, kRequest, kSet, 0, std::string("\0\0\0\1\0\0\0\0", 8), key, value_bytes);
    append_frame(responses, kResponse, kSet, 0, {}, {}, 0);
  } else {
    append_frame(requests, kRequest, kGet, 0, {}, key, 0);
    if (kind == 1) {
      append_frame(responses, kResponse, kGet, kNotFound, {}, {}, 9);
    } else {
      append_frame(responses, kResponse, kGet, 0, flags, {}, value_bytes);
    }
  }
}

void TrafficMaker::exchange(Connection& connection) {
  std::string requests;
  std::string responses;
  const std::uint32_t batch = 1 + below(plan_.batch_max);
  for (std::uint32_t count = 0; count < batch; ++count) append_request(requests, responses);
  send(connection, false, requests);
  time_ns_ += 50'000 + below(200'000);
  send(connection, true, responses);
}

void TrafficMaker::open(Connection& connection) {
  segment(connection, false, test::kSyn, {});
  segment(connection, true, test::kSyn | test::kAck, {});
  segment(connection, false, test::kAck, {});
}

void TrafficMaker::close(Connection& connection) {
  segment(connection, false, test::kAck | test::kFin, {});
  segment(connection, true, test::kAck | test::kFin, {});
  segment(connection, false, test::kAck, {});
}

MadeTraffic TrafficMaker::make() {
  test::append_pcap_header(out_);
  made_.bytes = out_.size();
  std::vector<Connection> connections(plan_.connections);
  for (std::uint32_t number = 0; number < plan_.connections; ++number) {
    Connection& connection = connections[number];
    connection.client_address = 0x0a010000U + number / 20'000;
    connection.client_port = static_cast<std::uint16_t>(40'000 + number % 20'000);
    connection.client_next = below(~0U);
    connection.server_next = below(~0U);
    open(connection);
    if (!plan_.in_turn) continue;
    exchange(connection);
    close(connection);
  }
  while (made_.bytes < plan_.file_bytes) exchange(connections[below(plan_.connections)]);
  for (Connection& connection : connections) {
    if (!plan_.in_turn) close(connection);
  }
  flush();
  return made_;
}

}  // namespace mcbin::bench
