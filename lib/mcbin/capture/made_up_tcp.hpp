// Dresses the bytes of a connection up as TCP over IP, so that tools that read packets can follow a
// conversation of which only the bytes are known. Addresses, ports, handshake and acknowledgements
// are made up; lengths, sequence numbers and checksums are right.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/function_ref.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace mcbin::capture {

/// One end of a made-up connection.
struct PacketEnd {
  std::array<Byte, 4> address{};  // IPv4, in network order
  std::uint16_t port = 0;
};

enum class PacketSender : std::uint8_t { Client, Server };

/// One connection; packets go to the function that each call is given, in order.
class MadeUpTcp {
 public:
  /// Bytes of a connection in one packet.
  static constexpr std::size_t kSegmentBytes = 16 * 1024;

  using OnPacket = FunctionRef<void(ByteView packet)>;

  MadeUpTcp(const PacketEnd& client, const PacketEnd& server) : ends_{client, server} {}

  /// The three packets that open the connection.
  void open(OnPacket on_packet);
  /// `bytes` from `sender`, in as many packets as they need.
  void send(PacketSender sender, ByteView bytes, OnPacket on_packet);
  /// The packets by which the client closes.
  void close(OnPacket on_packet);

 private:
  void emit(PacketSender sender, Byte flags, ByteView bytes, OnPacket on_packet);

  std::array<PacketEnd, 2> ends_;  // by PacketSender
  std::array<std::uint32_t, 2> next_{1000, 5000};
};

/// Reads four decimal numbers with dots between them.
/// @return whether `text` is such an address.
[[nodiscard]] bool read_ipv4(std::string_view text, std::array<Byte, 4>& address);

}  // namespace mcbin::capture
