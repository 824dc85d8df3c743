// take_link_header() of packet_headers.hpp: everything in front of the IP header.
#include "mcbin/base/endian.hpp"
#include "mcbin/capture/packet_headers.hpp"

#include <algorithm>

namespace mcbin::capture {

namespace {

constexpr std::uint32_t kLinkNull = 0;
constexpr std::uint32_t kLinkEthernet = 1;
constexpr std::uint32_t kLinkRawOpenBsd = 14;
constexpr std::uint32_t kLinkRawBsd = 12;
constexpr std::uint32_t kLinkRaw = 101;
constexpr std::uint32_t kLinkLoop = 108;
constexpr std::uint32_t kLinkCooked = 113;
constexpr std::uint32_t kLinkIpv4 = 228;
constexpr std::uint32_t kLinkIpv6 = 229;
constexpr std::uint32_t kLinkCooked2 = 276;

constexpr std::uint16_t kTypeIpv4 = 0x0800;
constexpr std::uint16_t kTypeIpv6 = 0x86dd;
constexpr std::size_t kTagBytes = 4;

/// Where a link header ends and where it names the type of what follows.
struct LinkShape {
  std::size_t header_bytes;
  std::optional<std::size_t> type_at;  // nothing: always IP
};

std::optional<LinkShape> shape_of(std::uint32_t link_type) {
  switch (link_type) {
    case kLinkEthernet:
      return LinkShape{14, 12};
    case kLinkCooked:
      return LinkShape{16, 14};
    case kLinkCooked2:
      return LinkShape{20, 0};
    case kLinkNull:
    case kLinkLoop:
      return LinkShape{4, std::nullopt};
    case kLinkRaw:
    case kLinkRawBsd:
    case kLinkRawOpenBsd:
    case kLinkIpv4:
    case kLinkIpv6:
      return LinkShape{0, std::nullopt};
    default:
      return std::nullopt;
  }
}

constexpr bool is_vlan_tag(std::uint16_t type) {
  return type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
}

}  // namespace

std::optional<NetworkPacket> take_link_header(const Packet& packet, PacketNote& note) {
  const auto shape = shape_of(packet.link_type);
  if (!shape) {
    note = PacketNote::UnsupportedLink;
    return std::nullopt;
  }
  std::size_t at = shape->header_bytes;
  note = PacketNote::CutHeader;
  if (packet.bytes.size() < at) return std::nullopt;
  if (shape->type_at) {
    std::uint16_t type = load_be16(packet.bytes.data() + *shape->type_at);
    while (is_vlan_tag(type)) {
      if (packet.bytes.size() < at + kTagBytes) return std::nullopt;
      type = load_be16(packet.bytes.data() + at + 2);
      at += kTagBytes;
    }
    if (type != kTypeIpv4 && type != kTypeIpv6) {
      note = PacketNote::NotIp;
      return std::nullopt;
    }
  }
  const auto skipped = static_cast<std::uint32_t>(at);
  const auto captured = static_cast<std::uint32_t>(packet.bytes.size());
  return NetworkPacket{.bytes = packet.bytes.subspan(at),
                       .wire_size = std::max(packet.wire_size, captured) - skipped};
}

}  // namespace mcbin::capture
