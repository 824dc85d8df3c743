#include "mcbin/capture/packet_headers.hpp"

#include "mcbin/base/endian.hpp"

#include <algorithm>

namespace mcbin::capture {

namespace {

constexpr std::size_t kIpv4BytesMin = 20;
constexpr std::size_t kIpv6Bytes = 40;
constexpr std::size_t kTcpBytesMin = 20;
constexpr std::size_t kUdpBytes = 8;
constexpr unsigned kExtensionHeadersMax = 16;

constexpr std::uint8_t kProtocolTcp = 6;
constexpr std::uint8_t kProtocolUdp = 17;

/// What an IP packet carries: the bytes that were captured, and how many there were.
struct TransportPacket {
  std::uint8_t protocol = 0;
  ByteView bytes;
  std::uint32_t wire_size = 0;
};

/// The part of `ip` behind `header` bytes when the packet ends after `total` bytes (0: at its end).
void cut(const NetworkPacket& ip, std::size_t header, std::uint64_t total, TransportPacket& out) {
  const std::uint64_t end =
      total == 0 ? ip.wire_size : std::min<std::uint64_t>(total, ip.wire_size);
  const auto captured = std::min<std::uint64_t>(end, ip.bytes.size());
  out.bytes = ip.bytes.subspan(header, static_cast<std::size_t>(captured - header));
  out.wire_size = static_cast<std::uint32_t>(end - header);
}

std::optional<PacketNote> read_ipv4(const NetworkPacket& ip, Segment& segment,
                                    TransportPacket& out) {
  if (ip.bytes.size() < kIpv4BytesMin) return PacketNote::CutHeader;
  const Byte* header = ip.bytes.data();
  const std::size_t size = (header[0] & 0x0fU) * 4U;
  const std::uint16_t total = load_be16(header + 2);
  if (size < kIpv4BytesMin || (total != 0 && total < size)) return PacketNote::BadHeader;
  if (ip.bytes.size() < size) return PacketNote::CutHeader;
  if ((load_be16(header + 6) & 0x3fffU) != 0) return PacketNote::Fragment;  // offset or "more"
  out.protocol = header[9];
  segment.from.address = segment.to.address = {};
  segment.from.address_size = segment.to.address_size = 4;
  copy_bytes(ip.bytes.subspan(12, 4), segment.from.address);
  copy_bytes(ip.bytes.subspan(16, 4), segment.to.address);
  cut(ip, size, total, out);
  return std::nullopt;
}

/// Length of the IPv6 extension header at `header`, or nothing if `protocol` is none.
std::optional<std::size_t> extension_bytes(std::uint8_t protocol, const Byte* header) {
  switch (protocol) {
    case 0:    // hop by hop
    case 43:   // routing
    case 60:   // destination
    case 135:  // mobility
    case 139:  // host identity
    case 140:  // shim6
      return (header[1] + 1U) * 8U;
    case 44:  // fragment
      return 8U;
    case 51:  // authentication
      return (header[1] + 2U) * 4U;
    default:
      return std::nullopt;
  }
}

std::optional<PacketNote> read_ipv6(const NetworkPacket& ip, Segment& segment,
                                    TransportPacket& out) {
  if (ip.bytes.size() < kIpv6Bytes) return PacketNote::CutHeader;
  const Byte* header = ip.bytes.data();
  const std::uint16_t payload = load_be16(header + 4);
  out.protocol = header[6];
  segment.from.address_size = segment.to.address_size = 16;
  copy_bytes(ip.bytes.subspan(8, 16), segment.from.address);
  copy_bytes(ip.bytes.subspan(24, 16), segment.to.address);
  const std::uint64_t total = payload == 0 ? 0 : kIpv6Bytes + std::uint64_t{payload};
  std::size_t at = kIpv6Bytes;
  for (unsigned count = 0;; ++count) {
    static constexpr std::array<Byte, 8> kNone{};
    const bool whole = ip.bytes.size() >= at + 8;
    const auto size = extension_bytes(out.protocol, whole ? header + at : kNone.data());
    if (!size) break;
    if (!whole) return PacketNote::CutHeader;
    if (count == kExtensionHeadersMax) return PacketNote::BadHeader;
    if (out.protocol == 44 && (load_be16(header + at + 2) & 0xfff9U) != 0) {
      return PacketNote::Fragment;
    }
    out.protocol = header[at];
    at += *size;
    if (total != 0 && at > total) return PacketNote::BadHeader;
    if (at > ip.bytes.size()) return PacketNote::CutHeader;
  }
  cut(ip, at, total, out);
  return std::nullopt;
}

std::optional<PacketNote> read_tcp(const TransportPacket& tcp, Segment& segment) {
  if (tcp.bytes.size() < kTcpBytesMin) return PacketNote::CutHeader;
  const Byte* header = tcp.bytes.data();
  const std::size_t size = (header[12] >> 4U) * 4U;
  if (size < kTcpBytesMin || size > tcp.wire_size) return PacketNote::BadHeader;
  segment.transport = Transport::Tcp;
  segment.from.port = load_be16(header);
  segment.to.port = load_be16(header + 2);
  segment.sequence = load_be32(header + 4);
  segment.acknowledgement = load_be32(header + 8);
  const unsigned flags = header[13];
  segment.fin = (flags & 0x01U) != 0;
  segment.syn = (flags & 0x02U) != 0;
  segment.reset = (flags & 0x04U) != 0;
  segment.ack = (flags & 0x10U) != 0;
  // The options may be cut, too: then nothing is left of the payload, but it was there.
  segment.payload = tcp.bytes.subspan(std::min(size, tcp.bytes.size()));
  segment.payload_size = tcp.wire_size - static_cast<std::uint32_t>(size);
  return std::nullopt;
}

std::optional<PacketNote> read_udp(const TransportPacket& udp, Segment& segment) {
  if (udp.bytes.size() < kUdpBytes) return PacketNote::CutHeader;
  const Byte* header = udp.bytes.data();
  const std::uint32_t length = load_be16(header + 4);
  if (length != 0 && length < kUdpBytes) return PacketNote::BadHeader;
  const std::uint32_t end = length == 0 ? udp.wire_size : std::min(length, udp.wire_size);
  segment.transport = Transport::Udp;
  segment.from.port = load_be16(header);
  segment.to.port = load_be16(header + 2);
  segment.syn = segment.ack = segment.fin = segment.reset = false;
  segment.payload_size = end - std::uint32_t{kUdpBytes};
  segment.payload =
      udp.bytes.first(std::min<std::size_t>(end, udp.bytes.size())).subspan(kUdpBytes);
  return std::nullopt;
}

std::optional<PacketNote> read_all(const NetworkPacket& ip, Segment& segment) {
  if (ip.bytes.empty()) return PacketNote::CutHeader;
  const unsigned version = ip.bytes[0] >> 4U;
  if (version != 4 && version != 6) return PacketNote::NotIp;
  TransportPacket transport;
  const auto note =
      version == 4 ? read_ipv4(ip, segment, transport) : read_ipv6(ip, segment, transport);
  if (note) return note;
  if (transport.protocol == kProtocolTcp) return read_tcp(transport, segment);
  if (transport.protocol == kProtocolUdp) return read_udp(transport, segment);
  return PacketNote::NotTcpOrUdp;
}

}  // namespace

bool read_headers(const Packet& packet, Segment& segment, PacketNote& note) {
  const auto ip = take_link_header(packet, note);
  if (!ip) return false;
  const auto problem = read_all(*ip, segment);
  if (problem) note = *problem;
  return !problem;
}

}  // namespace mcbin::capture
