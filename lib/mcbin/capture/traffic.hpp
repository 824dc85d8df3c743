// What recorded traffic is turned into: connections, and the bytes of each direction in order. The
// events, the sink that takes them, and the totals. Knows no memcache: who speaks first or what a
// byte means is asked of the sink. traffic_reader.hpp produces the events.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::capture {

enum class Direction : std::uint8_t { ClientToServer, ServerToClient };

enum class Transport : std::uint8_t { Tcp, Udp };

[[nodiscard]] constexpr Direction opposite(Direction direction) {
  return direction == Direction::ClientToServer ? Direction::ServerToClient
                                                : Direction::ClientToServer;
}

/// One end of a connection.
struct Endpoint {
  std::array<Byte, 16> address{};  // network order; IPv4 in the first four bytes
  std::uint8_t address_size = 4;   // 4 or 16
  std::uint16_t port = 0;

  [[nodiscard]] ByteView address_bytes() const { return ByteView{address}.first(address_size); }
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// "192.0.2.7:11211", "[2001:db8::7]:11211".
[[nodiscard]] std::string endpoint_text(const Endpoint& endpoint);
/// The way back; nothing for any other text.
[[nodiscard]] std::optional<Endpoint> endpoint_from_text(std::string_view text);

/// Who a sink takes for the sender of bytes.
enum class Speaker : std::uint8_t { Unknown, Client, Server };

/// What told client from server, the surest first.
enum class DirectionEvidence : std::uint8_t {
  Handshake,    // a SYN, or a SYN with ACK
  FirstBytes,   // the sink knew (TrafficSink::who_speaks)
  KnownServer,  // an endpoint that was the server of an earlier connection
  ServerPort,   // one of TrafficOptions::server_ports
  LowerPort,    // the lower port is taken for the server's
  FirstSender,  // nothing else told: who was seen first is taken for the client
};

enum class Opening : std::uint8_t {
  Handshake,  // a SYN was seen: offset 0 is the first byte of a direction whose SYN was seen
  Midstream,  // the capture began later: offset 0 is the first byte that was seen
};

/// A connection, or for UDP all datagrams between two endpoints.
struct ConnectionInfo {
  std::uint64_t id = 0;    // 1, 2, 3, ... in order of appearance; never used twice
  std::uint32_t slot = 0;  // small, unique among the open ones, reused later: an index for tables
  Transport transport = Transport::Tcp;
  Endpoint client;
  Endpoint server;
  DirectionEvidence evidence = DirectionEvidence::Handshake;
  Opening opening = Opening::Handshake;
  std::int64_t time_ns = 0;  // of the first packet, since 1970
  std::uint64_t packet = 0;  // its number
};

/// The frame header of memcache's UDP transport, eight bytes in front of each datagram.
struct UdpFrame {
  bool present = false;          // false: the datagram has no such header, the bytes are all of it
  std::uint16_t request_id = 0;  // pairs a request with the datagrams of its answer
  std::uint16_t index = 0;       // of this datagram within the message, from 0
  std::uint16_t count = 1;       // datagrams of the message
};

/// Bytes of one direction. For TCP they join the chunk before (a Gap stands between where they do
/// not). For UDP each chunk is one datagram without its UdpFrame, and `offset` counts on over all
/// datagrams; the datagrams of one message come in the order of their index, others may lie
/// between.
struct Chunk {
  std::uint64_t connection = 0;  // ConnectionInfo::id
  std::uint32_t slot = 0;        // ConnectionInfo::slot
  Direction direction = Direction::ClientToServer;
  Transport transport = Transport::Tcp;
  std::int64_t time_ns = 0;  // of the packet that carried the bytes, since 1970; may step back
  std::uint64_t packet = 0;  // its number in the capture, from 1
  std::uint64_t offset = 0;  // of bytes[0] in the stream of this direction
  ByteView bytes;            // never empty; valid during the call only
  UdpFrame udp;
};

enum class GapReason : std::uint8_t {
  Lost,     // never captured: the peer had it, or the connection ended
  Snaplen,  // captured without their end (tcpdump -s)
  Limit,    // given up as more had to be held back than TrafficOptions allows
};

/// Bytes of a TCP stream that the capture does not have; the next chunk starts at offset + size.
/// Also the datagrams missing in a UDP message, of which only the cut ones have a size.
struct Gap {
  std::uint64_t connection = 0;
  std::uint32_t slot = 0;
  Direction direction = Direction::ClientToServer;
  Transport transport = Transport::Tcp;
  std::int64_t time_ns = 0;  // of the packet at which the gap was decided
  std::uint64_t packet = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  GapReason reason = GapReason::Lost;
  UdpFrame udp;  // of the datagram that is cut
};

enum class CloseReason : std::uint8_t {
  Fin,       // both directions ended in order
  Reset,     // RST
  Replaced,  // the same endpoints began anew
  Idle,      // no packet for TrafficOptions::idle_ns
  End,       // the capture ended
};

/// Counts of one direction of a connection.
struct DirectionTotals {
  std::uint64_t packets = 0;         // with or without payload
  std::uint64_t payload_bytes = 0;   // handed out in chunks
  std::uint64_t repeated_bytes = 0;  // seen again: retransmissions, keep-alive probes, overlaps
  std::uint64_t gap_bytes = 0;
  std::uint32_t gaps = 0;
  std::uint32_t retransmissions = 0;  // packets whose payload had all been seen
  friend bool operator==(const DirectionTotals&, const DirectionTotals&) = default;
};

struct Close {
  std::uint64_t connection = 0;
  std::uint32_t slot = 0;  // free for another connection from now on
  CloseReason reason = CloseReason::End;
  std::int64_t time_ns = 0;
  std::uint64_t packet = 0;
  DirectionTotals client;  // what the client sent
  DirectionTotals server;  // what the server sent
};

/// Packets that carry no bytes of a stream; counted, never an error.
enum class PacketNote : std::uint8_t {
  Fragment,         // an IP fragment: not put together
  NotIp,            // ARP and other neighbours
  NotTcpOrUdp,      // ICMP, SCTP, ...
  UnsupportedLink,  // a link type that is not read
  CutHeader,        // ends, or was cut, inside its headers
  BadHeader,        // header lengths that contradict each other
  Stray,            // a sequence number far from the stream's
};

inline constexpr std::size_t kPacketNotes = 7;

/// The stable name of `note`: "fragment", "not_ip", ...
[[nodiscard]] std::string_view packet_note_name(PacketNote note);

/// What a whole capture held.
struct TrafficTotals {
  std::uint64_t packets = 0;        // read, also those that a filter dropped
  std::uint64_t filtered = 0;       // dropped by the filter
  std::uint64_t wire_bytes = 0;     // their lengths on the wire
  std::uint64_t cut_packets = 0;    // captured shorter than they were
  std::uint64_t connections = 0;    // TCP and UDP
  std::uint64_t payload_bytes = 0;  // handed out in chunks
  std::uint64_t gaps = 0;
  std::uint64_t gap_bytes = 0;
  std::uint64_t retransmissions = 0;
  std::uint64_t dropped_by_kernel = 0;  // live capture: what the system could not keep
  std::int64_t first_ns = 0;
  std::int64_t last_ns = 0;
  std::array<std::uint64_t, kPacketNotes> notes{};  // by PacketNote

  [[nodiscard]] std::uint64_t count(PacketNote note) const {
    return notes[static_cast<std::size_t>(note)];
  }
};

/// Takes the events of a capture, in the order: on_open, any number of on_chunk and on_gap,
/// on_close, for each connection; connections interleave. Called from the thread that reads.
class TrafficSink {
 public:
  virtual ~TrafficSink() = default;

  virtual void on_open(const ConnectionInfo& connection) = 0;
  virtual void on_chunk(const Chunk& chunk) = 0;
  virtual void on_gap(const Gap& gap) = 0;
  virtual void on_close(const Close& close) = 0;
  virtual void on_note(PacketNote note, std::uint64_t packet, std::int64_t time_ns) {
    static_cast<void>(note), static_cast<void>(packet), static_cast<void>(time_ns);
  }

  /// Asked once, at the first payload of a connection whose handshake was not seen (and of every
  /// UDP connection, without the UdpFrame): who sends `front`, which may start anywhere in a
  /// stream?
  [[nodiscard]] virtual Speaker who_speaks(Transport transport, ByteView front) {
    static_cast<void>(transport), static_cast<void>(front);
    return Speaker::Unknown;
  }
};

}  // namespace mcbin::capture
