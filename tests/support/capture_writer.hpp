// Writes captures for tests and benchmarks: TCP segments and UDP datagrams between IPv4 addresses,
// in Ethernet, in a pcap file. Right lengths, no checksums: nobody looks at them in a capture.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/endian.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mcbin::test {

inline constexpr std::uint8_t kFin = 0x01;
inline constexpr std::uint8_t kSyn = 0x02;
inline constexpr std::uint8_t kRst = 0x04;
inline constexpr std::uint8_t kPush = 0x08;
inline constexpr std::uint8_t kAck = 0x10;

/// One packet as a test wants it. The defaults are a client's.
struct MadePacket {
  std::uint32_t from_address = 0x0a000001;  // 10.0.0.1
  std::uint16_t from_port = 40'000;
  std::uint32_t to_address = 0x0a000002;  // 10.0.0.2
  std::uint16_t to_port = 11'211;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::uint8_t flags = kAck;
  std::string_view payload;
  std::uint8_t protocol = 6;  // 17 for UDP
};

inline MadePacket turned(MadePacket packet) {
  std::swap(packet.from_address, packet.to_address);
  std::swap(packet.from_port, packet.to_port);
  return packet;
}

namespace detail {

inline void put_16(ByteVector& out, unsigned value) {
  out.push_back(static_cast<Byte>(value >> 8U));
  out.push_back(static_cast<Byte>(value));
}
inline void put_32(ByteVector& out, std::uint32_t value) {
  put_16(out, value >> 16U);
  put_16(out, value & 0xffffU);
}
inline void put_little_32(ByteVector& out, std::uint32_t value) {
  put_32(out, __builtin_bswap32(value));
}

}  // namespace detail

/// The IPv4 packet of `packet`.
inline ByteVector ip_packet(const MadePacket& packet) {
  using namespace detail;
  const bool tcp = packet.protocol == 6;
  const std::size_t transport = tcp ? 20 : 8;
  const auto total = static_cast<unsigned>(20 + transport + packet.payload.size());
  ByteVector out;
  out.reserve(total);
  put_16(out, 0x4500);
  put_16(out, std::min(total, 0xffffU));
  put_32(out, 0x4000);  // don't fragment
  put_16(out, 0x4000U | packet.protocol);
  put_16(out, 0);
  put_32(out, packet.from_address);
  put_32(out, packet.to_address);
  put_16(out, packet.from_port);
  put_16(out, packet.to_port);
  if (tcp) {
    put_32(out, packet.sequence);
    put_32(out, packet.acknowledgement);
    put_16(out, 0x5000U | packet.flags);
    put_16(out, 0xffff);
    put_32(out, 0);
  } else {
    put_16(out, total - 20);
    put_16(out, 0);
  }
  append(out, as_bytes(packet.payload));
  return out;
}

/// The same in an Ethernet frame.
inline ByteVector ethernet_packet(const MadePacket& packet) {
  ByteVector out(12, 2);
  detail::put_16(out, 0x0800);
  append(out, ip_packet(packet));
  return out;
}

/// The header of a pcap file with nanoseconds, the low byte first.
inline void append_pcap_header(ByteVector& out, std::uint32_t link_type = 1) {
  using namespace detail;
  put_little_32(out, 0xa1b23c4d);
  put_little_32(out, 4U << 16U | 2U);
  put_little_32(out, 0);
  put_little_32(out, 0);
  put_little_32(out, 1U << 18U);
  put_little_32(out, link_type);
}

/// A record of such a file; `wire_size` may be more than the bytes that are there.
inline void append_pcap_record(ByteVector& out, std::int64_t time_ns, ByteView bytes,
                               std::size_t wire_size = 0) {
  using namespace detail;
  put_little_32(out, static_cast<std::uint32_t>(time_ns / 1'000'000'000));
  put_little_32(out, static_cast<std::uint32_t>(time_ns % 1'000'000'000));
  put_little_32(out, static_cast<std::uint32_t>(bytes.size()));
  put_little_32(out, static_cast<std::uint32_t>(std::max(wire_size, bytes.size())));
  append(out, bytes);
}

}  // namespace mcbin::test
