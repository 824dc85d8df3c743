// Headers of IPv4 and TCP without options.
// Spec: RFC 791 section 3.1, RFC 9293 section 3.1, RFC 1071 for the checksum.
#include "mcbin/capture/made_up_tcp.hpp"

#include "mcbin/base/endian.hpp"

#include <algorithm>
#include <charconv>

namespace mcbin::capture {
namespace {

constexpr std::size_t kIpBytes = 20;
constexpr std::size_t kTcpBytes = 20;
constexpr Byte kTcp = 6;
constexpr Byte kFin = 0x01;
constexpr Byte kSyn = 0x02;
constexpr Byte kPush = 0x08;
constexpr Byte kAck = 0x10;
constexpr std::uint16_t kWindow = 0xffff;

/// The sum of the 16-bit words of `bytes`, not yet folded.
std::uint64_t word_sum(ByteView bytes) {
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) sum += load_be16(bytes.data() + at);
  if (bytes.size() % 2 == 1) sum += static_cast<std::uint64_t>(bytes.back()) << 8U;
  return sum;
}

std::uint16_t folded(std::uint64_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffffU) + (sum >> 16U);
  return static_cast<std::uint16_t>(~sum & 0xffffU);
}

void put_ip_header(MutableByteView packet, const PacketEnd& from, const PacketEnd& to) {
  constexpr Byte kVersionAndLength = 0x45;
  constexpr std::uint16_t kDontFragment = 0x4000;
  constexpr Byte kTimeToLive = 64;
  packet[0] = kVersionAndLength;
  store_be16(packet.data() + 2, static_cast<std::uint16_t>(packet.size()));
  store_be16(packet.data() + 6, kDontFragment);
  packet[8] = kTimeToLive;
  packet[9] = kTcp;
  copy_bytes(from.address, packet.subspan(12));
  copy_bytes(to.address, packet.subspan(16));
  store_be16(packet.data() + 10, folded(word_sum(packet.first(kIpBytes))));
}

/// The checksum of the segment and of the addresses that stand in the IP header.
std::uint16_t tcp_checksum(ByteView packet) {
  const ByteView segment = packet.subspan(kIpBytes);
  return folded(word_sum(packet.subspan(12, 8)) + kTcp + segment.size() + word_sum(segment));
}

}  // namespace

void MadeUpTcp::open(OnPacket on_packet) {
  emit(PacketSender::Client, kSyn, {}, on_packet);
  emit(PacketSender::Server, kSyn | kAck, {}, on_packet);
  emit(PacketSender::Client, kAck, {}, on_packet);
}

void MadeUpTcp::send(PacketSender sender, ByteView bytes, OnPacket on_packet) {
  while (!bytes.empty()) {
    const ByteView segment = bytes.first(std::min(bytes.size(), kSegmentBytes));
    emit(sender, kPush | kAck, segment, on_packet);
    bytes = bytes.subspan(segment.size());
  }
}

void MadeUpTcp::close(OnPacket on_packet) {
  emit(PacketSender::Client, kFin | kAck, {}, on_packet);
  emit(PacketSender::Server, kFin | kAck, {}, on_packet);
  emit(PacketSender::Client, kAck, {}, on_packet);
}

void MadeUpTcp::emit(PacketSender sender, Byte flags, ByteView bytes, OnPacket on_packet) {
  const auto from = static_cast<std::size_t>(sender);
  const std::size_t to = 1 - from;
  ByteVector packet(kIpBytes + kTcpBytes);
  append(packet, bytes);
  put_ip_header(packet, ends_[from], ends_[to]);
  Byte* const tcp = packet.data() + kIpBytes;
  store_be16(tcp, ends_[from].port);
  store_be16(tcp + 2, ends_[to].port);
  store_be32(tcp + 4, next_[from]);
  if ((flags & kAck) != 0) store_be32(tcp + 8, next_[to]);
  tcp[12] = static_cast<Byte>((kTcpBytes / 4) << 4U);
  tcp[13] = flags;
  store_be16(tcp + 14, kWindow);
  store_be16(tcp + 16, tcp_checksum(packet));
  next_[from] += static_cast<std::uint32_t>(bytes.size());
  if ((flags & (kSyn | kFin)) != 0) ++next_[from];
  on_packet(packet);
}

bool read_ipv4(std::string_view text, std::array<Byte, 4>& address) {
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  for (std::size_t part = 0; part < address.size(); ++part) {
    if (part > 0 && (at == end || *at++ != '.')) return false;
    const auto [stop, problem] = std::from_chars(at, end, address[part]);
    if (problem != std::errc{}) return false;
    at = stop;
  }
  return at == end;
}

}  // namespace mcbin::capture
