#include "mcbin/decoder/pcap_builder.hpp"

#include "mcbin/base/endian.hpp"

#include <algorithm>

namespace mcbin::decoder {

using capture::Endpoint;

namespace {

constexpr std::uint32_t kNanosecondMagic = 0xa1b23c4d;
constexpr std::uint32_t kSnaplen = 256U << 10U;
constexpr std::uint32_t kLinkRawIp = 101;
constexpr std::size_t kIpv4Header = 20;
constexpr std::size_t kIpv6Header = 40;
constexpr std::size_t kTcpHeader = 20;
constexpr std::size_t kUdpHeader = 8;
constexpr std::size_t kUdpFrameHeader = 8;
constexpr Byte kTcp = 6;
constexpr Byte kUdp = 17;
constexpr Byte kSyn = 0x02;
constexpr Byte kAck = 0x10;
constexpr Byte kPushAck = 0x18;
constexpr Byte kHops = 64;

void append_u16(ByteVector& out, std::uint16_t value) {
  out.resize(out.size() + 2);
  store_be16(&out[out.size() - 2], value);
}

void append_u32(ByteVector& out, std::uint32_t value) {
  out.resize(out.size() + 4);
  store_be32(&out[out.size() - 4], value);
}

/// The one's complement sum that IP, TCP and UDP protect themselves with.
std::uint16_t checksum(ByteView bytes, std::uint32_t sum) {
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) sum += load_be16(&bytes[at]);
  if (bytes.size() % 2 == 1) sum += std::uint32_t{bytes.back()} << 8U;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16U);
  return static_cast<std::uint16_t>(~sum);
}

std::uint32_t pseudo_sum(const Endpoint& from, const Endpoint& to, Byte protocol,
                         std::size_t length) {
  std::uint32_t sum = protocol + static_cast<std::uint32_t>(length);
  for (const Endpoint* end : {&from, &to}) {
    const ByteView address = end->address_bytes();
    for (std::size_t at = 0; at < address.size(); at += 2) sum += load_be16(&address[at]);
  }
  return sum;
}

void append_ip_header(ByteVector& out, const Endpoint& from, const Endpoint& to, Byte protocol,
                      std::size_t payload) {
  const std::size_t start = out.size();
  if (from.address_size == 4) {
    append_u16(out, 0x4500);
    append_u16(out, static_cast<std::uint16_t>(kIpv4Header + payload));
    append_u32(out, 0x00004000);  // no id, do not fragment
    out.push_back(kHops);
    out.push_back(protocol);
    append_u16(out, 0);
    append(out, from.address_bytes());
    append(out, to.address_bytes());
    store_be16(&out[start + 10], checksum(ByteView{out}.subspan(start), 0));
    return;
  }
  append_u32(out, 0x60000000);
  append_u16(out, static_cast<std::uint16_t>(payload));
  out.push_back(protocol);
  out.push_back(kHops);
  append(out, from.address_bytes());
  append(out, to.address_bytes());
}

void append_record_header(ByteVector& out, std::int64_t time_ns, std::size_t size) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  append_u32(out, static_cast<std::uint32_t>(time_ns / kSecond));
  append_u32(out, static_cast<std::uint32_t>(time_ns % kSecond));
  append_u32(out, static_cast<std::uint32_t>(size));
  append_u32(out, static_cast<std::uint32_t>(size));
}

/// The connection of frames that have none.
capture::ConnectionInfo loopback_connection() {
  capture::ConnectionInfo info;
  info.client.address = {127, 0, 0, 1};
  info.client.port = 50000;
  info.server.address = {127, 0, 0, 1};
  info.server.port = 11211;
  return info;
}

bool from_server(const codec::PlacedFrame& frame) {
  if (frame.place.sender != codec::Sender::Anybody) {
    return frame.place.sender == codec::Sender::Server;
  }
  return codec::is_response(frame.frame.header.magic);
}

}  // namespace

/// What a packet is made of, besides its connection.
struct PcapBuilder::PacketParts {
  bool from_server = false;
  Byte flags = 0;  // TCP
  std::int64_t time_ns = 0;
  ByteView payload;
};

ByteVector frame_bytes(const codec::ScannedFrame& frame) {
  ByteVector bytes(codec::kHeaderSize);
  codec::store_header(frame.header, bytes.data());
  bytes.resize(frame.header_bytes);
  append(bytes, frame.body);
  return bytes;
}

void PcapBuilder::begin(ByteVector& out) const {
  append_u32(out, kNanosecondMagic);
  append_u16(out, 2);
  append_u16(out, 4);
  append_u32(out, 0);
  append_u32(out, 0);
  append_u32(out, kSnaplen);
  append_u32(out, kLinkRawIp);
}

void PcapBuilder::open(const capture::ConnectionInfo& connection) {
  connections_[connection.id] = State{.info = connection};
}

void PcapBuilder::frame(ByteVector& out, const codec::PlacedFrame& frame) {
  auto found = connections_.find(frame.place.connection);
  if (found == connections_.end()) {
    found =
        connections_.emplace(frame.place.connection, State{.info = loopback_connection()}).first;
  }
  State& state = found->second;
  const ByteVector bytes = frame_bytes(frame.frame);
  if (state.info.transport == capture::Transport::Udp) {
    datagrams(out, state, frame, bytes);
    return;
  }
  const std::int64_t time_ns = frame.place.last_ns;
  if (!state.greeted) greet(out, state, time_ns);
  const bool server = from_server(frame);
  for (std::size_t at = 0; at < bytes.size(); at += kSegmentBytesMax) {
    const ByteView segment =
        ByteView{bytes}.subspan(at, std::min(kSegmentBytesMax, bytes.size() - at));
    packet(out, state,
           {.from_server = server, .flags = kPushAck, .time_ns = time_ns, .payload = segment});
    state.next_sequence[server ? 1 : 0] += static_cast<std::uint32_t>(segment.size());
  }
  const std::uint64_t hole = frame.frame.length - std::min(frame.frame.length, bytes.size() + 0UL);
  state.next_sequence[server ? 1 : 0] += static_cast<std::uint32_t>(hole);
}

/// The three packets that tell client from server.
void PcapBuilder::greet(ByteVector& out, State& state, std::int64_t time_ns) {
  state.greeted = true;
  packet(out, state, {.flags = kSyn, .time_ns = time_ns, .payload = {}});
  ++state.next_sequence[0];
  packet(out, state,
         {.from_server = true, .flags = kSyn | kAck, .time_ns = time_ns, .payload = {}});
  ++state.next_sequence[1];
  packet(out, state, {.flags = kAck, .time_ns = time_ns, .payload = {}});
}

void PcapBuilder::packet(ByteVector& out, const State& state, const PacketParts& parts) {
  const Endpoint& from = parts.from_server ? state.info.server : state.info.client;
  const Endpoint& to = parts.from_server ? state.info.client : state.info.server;
  const std::size_t ip = from.address_size == 4 ? kIpv4Header : kIpv6Header;
  const std::size_t payload = kTcpHeader + parts.payload.size();
  append_record_header(out, parts.time_ns, ip + payload);
  append_ip_header(out, from, to, kTcp, payload);
  const std::size_t start = out.size();
  append_u16(out, from.port);
  append_u16(out, to.port);
  append_u32(out, state.next_sequence[parts.from_server ? 1 : 0]);
  append_u32(out, (parts.flags & kAck) != 0 ? state.next_sequence[parts.from_server ? 0 : 1] : 0);
  out.push_back(kTcpHeader / 4 << 4U);
  out.push_back(parts.flags);
  append_u16(out, 0xffff);
  append_u32(out, 0);
  append(out, parts.payload);
  const std::uint32_t sum = pseudo_sum(from, to, kTcp, payload);
  store_be16(&out[start + 16], checksum(ByteView{out}.subspan(start), sum));
}

void PcapBuilder::datagrams(ByteVector& out, const State& state, const codec::PlacedFrame& frame,
                            ByteView bytes) {
  const bool server = from_server(frame);
  const Endpoint& from = server ? state.info.server : state.info.client;
  const Endpoint& to = server ? state.info.client : state.info.server;
  const std::size_t ip = from.address_size == 4 ? kIpv4Header : kIpv6Header;
  const std::size_t count = (bytes.size() + kDatagramBytesMax - 1) / kDatagramBytesMax;
  for (std::size_t index = 0; index < count; ++index) {
    const std::size_t at = index * kDatagramBytesMax;
    const ByteView part = bytes.subspan(at, std::min(kDatagramBytesMax, bytes.size() - at));
    const std::size_t payload = kUdpHeader + kUdpFrameHeader + part.size();
    append_record_header(out, frame.place.last_ns, ip + payload);
    append_ip_header(out, from, to, kUdp, payload);
    const std::size_t start = out.size();
    append_u16(out, from.port);
    append_u16(out, to.port);
    append_u16(out, static_cast<std::uint16_t>(payload));
    append_u16(out, 0);
    append_u16(out, frame.place.datagram.value_or(0));
    append_u16(out, static_cast<std::uint16_t>(index));
    append_u16(out, static_cast<std::uint16_t>(count));
    append_u16(out, 0);
    append(out, part);
    const std::uint32_t sum = pseudo_sum(from, to, kUdp, payload);
    const std::uint16_t check = checksum(ByteView{out}.subspan(start), sum);
    store_be16(&out[start + 6], check == 0 ? std::uint16_t{0xffff} : check);
  }
}

}  // namespace mcbin::decoder
