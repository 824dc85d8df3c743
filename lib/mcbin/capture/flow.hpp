// What is remembered of one connection, kept small as there may be very many: the key, and the
// state of each direction. stream_order.hpp and connections.hpp say what becomes of it.
#pragma once

#include "mcbin/capture/held_segments.hpp"
#include "mcbin/capture/traffic.hpp"
#include "mcbin/capture/udp_messages.hpp"

#include <array>
#include <cstdint>
#include <memory>

namespace mcbin::capture {

/// One direction, named by its sender.
struct FlowSide {
  std::uint64_t offset = 0;         // of the next byte in the stream
  std::uint32_t next_sequence = 0;  // of the next byte; only when started
  std::uint32_t fin_sequence = 0;   // where the stream ends; only when fin_seen
  // What the peer has acknowledged: the newest, one that waits to be old enough to be believed, and
  // the one that is.
  std::uint32_t newest_ack = 0;     // only when acked
  std::uint32_t waiting_ack = 0;    // only when acked
  std::uint32_t waiting_since = 0;  // the packet, modulo 2^32, from which on it waits
  std::uint32_t settled_ack = 0;    // only when settled
  bool started = false;
  bool fin_seen = false;
  bool acked = false;
  bool settled = false;
  std::uint8_t strays = 0;  // packets in a row far from next_sequence
  std::unique_ptr<HeldSegments> held;
  std::unique_ptr<UdpMessages> messages;
  DirectionTotals totals;
};

enum class FlowState : std::uint8_t {
  Open,
  Resetting,  // RST seen; closed a little later, as packets may overtake
  Closed,     // told; remembered so that late packets do not look like a new connection
};

/// Both ends of a flow, the lesser first, so that both directions have the same key.
struct FlowKey {
  std::array<Endpoint, 2> ends;
  Transport transport = Transport::Tcp;
  friend bool operator==(const FlowKey&, const FlowKey&) = default;
};

/// A connection. Sides are numbered as the ends of the key.
struct Flow {
  FlowKey key;
  std::uint32_t slot = 0;
  std::uint32_t next_in_bucket = 0;  // of the table
  std::uint64_t id = 0;              // 0: the slot is free
  std::int64_t last_ns = 0;
  FlowState state = FlowState::Open;
  std::uint8_t client_side = 0;
  Opening opening = Opening::Midstream;
  std::array<FlowSide, 2> sides;

  [[nodiscard]] Direction direction_of(std::size_t side) const {
    return side == client_side ? Direction::ClientToServer : Direction::ServerToClient;
  }
};

/// What every step of the assembly needs to know of the packet at hand, and where events go.
struct Moment {
  TrafficSink& sink;
  TrafficTotals& totals;
  HeldBudget& budget;
  std::size_t held_bytes_max = 0;
  std::size_t held_bytes_total_max = 0;
  std::int64_t time_ns = 0;
  std::uint64_t packet = 0;
};

}  // namespace mcbin::capture
