// All connections of a capture: when one begins and ends, who is its client, and which flow a
// segment belongs to. The order within a direction is stream_order.hpp's.
#pragma once

#include "mcbin/capture/flow_table.hpp"
#include "mcbin/capture/packet_headers.hpp"
#include "mcbin/capture/traffic_reader.hpp"

#include <deque>
#include <vector>

namespace mcbin::capture {

/// Closed connections that are remembered, so that their late packets open nothing.
inline constexpr std::size_t kClosedRemembered = 1024;
/// As long as no more flows are there, idle ones are left alone.
inline constexpr std::size_t kIdleSpared = 4096;
/// Servers that are remembered to tell directions from.
inline constexpr std::size_t kKnownServersMax = 64;

class Connections {
 public:
  explicit Connections(const TrafficOptions& options) : options_(options) {}

  void take(const Segment& segment, Moment& moment);

  /// Closes every connection and forgets it.
  void finish(Moment& moment);

 private:
  struct Ending {
    std::uint32_t slot;
    std::uint64_t id;
    std::uint64_t packet;
  };
  struct Roles {
    std::size_t client_side;
    DirectionEvidence evidence;
  };

  void take_tcp(const Segment& segment, Moment& moment);
  void take_udp(const Segment& segment, Moment& moment);
  [[nodiscard]] Flow* find(const FlowKey& key);
  [[nodiscard]] Flow* take_syn(Flow* flow, const FlowKey& key, std::size_t side,
                               const Segment& segment, Moment& moment);
  void take_flags(Flow& flow, std::size_t side, const Segment& segment, Moment& moment);
  Flow& open(const FlowKey& key, Roles roles, Opening opening, Moment& moment);
  [[nodiscard]] Roles guess_roles(const FlowKey& key, std::size_t side, ByteView front,
                                  Moment& moment);
  [[nodiscard]] bool is_known_server(const Endpoint& end) const;
  [[nodiscard]] bool has_server_port(const Endpoint& end) const;
  void remember_server(const Endpoint& end);
  void close(Flow& flow, CloseReason reason, Moment& moment);
  void forget(Flow& flow);
  void end_later(const Flow& flow, Moment& moment);
  void end_due(Moment& moment);
  void sweep(Moment& moment);

  const TrafficOptions& options_;
  FlowTable table_;
  Flow* last_ = nullptr;  // of the packet before
  std::uint64_t connections_ = 0;
  std::vector<Endpoint> known_servers_;
  std::deque<Ending> ending_;  // to be closed when nothing can overtake any more
  std::deque<Ending> closed_;  // told, but remembered
  std::uint32_t sweep_slot_ = 0;
};

/// The key of a segment's flow. @return the side that sent it.
[[nodiscard]] std::size_t key_of(const Segment& segment, FlowKey& key);

/// One datagram of `side`: in the order of its message to the sink.
void take_datagram(Flow& flow, std::size_t side, const Segment& segment, Moment& moment);

/// Gives up every message of `side` that is not whole.
void flush_messages(Flow& flow, std::size_t side, Moment& moment);

}  // namespace mcbin::capture
