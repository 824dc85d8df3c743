// The headers in front of the bytes: from a captured packet to a TCP segment or a UDP datagram.
// Takes one packet at a time and keeps nothing. Three steps, each usable alone: link, IP,
// transport.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/capture/packet_source.hpp"
#include "mcbin/capture/traffic.hpp"

#include <cstdint>
#include <optional>

namespace mcbin::capture {

/// A TCP segment or UDP datagram with its addresses.
struct Segment {
  Transport transport = Transport::Tcp;
  Endpoint from;
  Endpoint to;
  std::uint32_t sequence = 0;         // TCP only, as the four below
  std::uint32_t acknowledgement = 0;  // valid with `ack`
  bool syn = false;
  bool ack = false;
  bool fin = false;
  bool reset = false;
  ByteView payload;                // what was captured of it
  std::uint32_t payload_size = 0;  // what it was; more than payload.size() when cut
};

/// Takes the headers of `packet` off. Links: Ethernet with any VLAN tags, Linux cooked (SLL, SLL2),
/// BSD loopback (NULL, LOOP), raw IP. Padding behind the IP packet is cut off; an IP length of 0
/// (segmentation offload) means "to the end of the packet".
/// @return nothing and `note` when the packet has no bytes of a stream. `segment` views `packet`.
[[nodiscard]] bool read_headers(const Packet& packet, Segment& segment, PacketNote& note);

/// What a link header announces.
struct NetworkPacket {
  ByteView bytes;               // from the IP header on
  std::uint32_t wire_size = 0;  // the same on the wire, padding included
};

/// The IP packet in `packet`, or nothing and a `note`.
[[nodiscard]] std::optional<NetworkPacket> take_link_header(const Packet& packet, PacketNote& note);

}  // namespace mcbin::capture
