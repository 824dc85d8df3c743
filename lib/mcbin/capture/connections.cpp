#include "mcbin/capture/connections.hpp"

#include "mcbin/capture/stream_order.hpp"

#include <algorithm>
#include <tuple>

namespace mcbin::capture {

namespace {

constexpr std::uint64_t kSweepEveryPackets = 1024;
constexpr std::uint32_t kSweepSlots = 1024;

/// Does a SYN with this number belong to what was seen of the side?
bool same_beginning(const FlowSide& side, std::uint32_t syn_sequence) {
  return side.next_sequence - static_cast<std::uint32_t>(side.offset) == syn_sequence + 1;
}

/// Is this sequence number too far from a closed side's for a packet that is late?
bool beyond_end(const FlowSide& side, std::uint32_t sequence) {
  constexpr std::int32_t kLateAhead = 1 << 24;  // a reset may come before the data in flight
  const auto ahead = static_cast<std::int32_t>(sequence - side.next_sequence);
  return side.started && (ahead > kLateAhead || ahead < kFarBehind);
}

void count_note(PacketNote note, Moment& moment) {
  ++moment.totals.notes[static_cast<std::size_t>(note)];
  moment.sink.on_note(note, moment.packet, moment.time_ns);
}

}  // namespace

std::size_t key_of(const Segment& segment, FlowKey& key) {
  const auto rank = [](const Endpoint& end) { return std::tie(end.port, end.address); };
  const std::size_t sender = rank(segment.to) < rank(segment.from) ? 1 : 0;
  key.transport = segment.transport;
  key.ends[sender] = segment.from;
  key.ends[1 - sender] = segment.to;
  return sender;
}

void Connections::take(const Segment& segment, Moment& moment) {
  if (!ending_.empty()) end_due(moment);
  if (moment.packet % kSweepEveryPackets == 0) sweep(moment);
  if (segment.transport == Transport::Tcp) {
    take_tcp(segment, moment);
  } else {
    take_udp(segment, moment);
  }
}

Flow* Connections::find(const FlowKey& key) {
  if (last_ == nullptr || !(last_->key == key)) last_ = table_.find(key);
  return last_;
}

void Connections::take_tcp(const Segment& segment, Moment& moment) {
  FlowKey key;
  const std::size_t sender = key_of(segment, key);
  Flow* flow = find(key);
  if (segment.syn) flow = take_syn(flow, key, sender, segment, moment);
  if (flow == nullptr) {
    if (segment.payload_size == 0) return;  // nothing to tell of yet
    flow =
        &open(key, guess_roles(key, sender, segment.payload, moment), Opening::Midstream, moment);
  }
  if (flow->state == FlowState::Closed) {
    if (segment.payload_size == 0 || !beyond_end(flow->sides[sender], segment.sequence)) return;
    forget(*flow);
    flow =
        &open(key, guess_roles(key, sender, segment.payload, moment), Opening::Midstream, moment);
  }
  FlowSide& other = flow->sides[1 - sender];
  if (segment.ack && !segment.syn) take_ack(other, segment.acknowledgement, moment.packet);
  settle_holes(*flow, 1 - sender, moment);  // a request's gap before its answer
  if (segment.payload_size > 0) {
    const std::uint32_t sequence = segment.sequence + (segment.syn ? 1 : 0);
    Taken taken = take_payload(*flow, sender, segment, sequence, moment);
    if (taken == Taken::Replaced) {
      close(*flow, CloseReason::Replaced, moment);
      flow =
          &open(key, guess_roles(key, sender, segment.payload, moment), Opening::Midstream, moment);
      taken = take_payload(*flow, sender, segment, sequence, moment);
    }
    if (taken == Taken::Stray) count_note(PacketNote::Stray, moment);
  }
  flow->last_ns = moment.time_ns;
  ++flow->sides[sender].totals.packets;
  take_flags(*flow, sender, segment, moment);
}

/// What ends a connection.
void Connections::take_flags(Flow& flow, std::size_t sender, const Segment& segment,
                             Moment& moment) {
  FlowSide& side = flow.sides[sender];
  FlowSide& other = flow.sides[1 - sender];
  settle_holes(flow, sender, moment);
  if (segment.fin && side.strays == 0) {
    side.fin_seen = true;
    side.fin_sequence = segment.sequence + segment.payload_size + (segment.syn ? 1 : 0);
    if (!side.started) start_side(side, side.fin_sequence);
    if (other.totals.packets == 0) end_later(flow, moment);
  }
  if (segment.reset && flow.state == FlowState::Open) {
    flow.state = FlowState::Resetting;
    end_later(flow, moment);
  }
  if (side_complete(side) && side_complete(other)) close(flow, CloseReason::Fin, moment);
}

/// @return the flow that the SYN belongs to, which may be a new one.
Flow* Connections::take_syn(Flow* flow, const FlowKey& key, std::size_t sender,
                            const Segment& segment, Moment& moment) {
  if (flow != nullptr) {
    const FlowSide& side = flow->sides[sender];
    const bool replaced = side.started ? !same_beginning(side, segment.sequence)
                                       : flow->opening == Opening::Midstream;
    if (replaced) {
      close(*flow, CloseReason::Replaced, moment);
      flow = nullptr;
    }
  }
  if (flow == nullptr) {
    const std::size_t client = segment.ack ? 1 - sender : sender;
    flow = &open(key, {client, DirectionEvidence::Handshake}, Opening::Handshake, moment);
  }
  FlowSide& side = flow->sides[sender];
  FlowSide& other = flow->sides[1 - sender];
  if (!side.started) start_side(side, segment.sequence + 1);
  if (segment.ack && !other.started) start_side(other, segment.acknowledgement);
  return flow;
}

Flow& Connections::open(const FlowKey& key, Roles roles, Opening opening, Moment& moment) {
  Flow& flow = table_.add(key);
  last_ = &flow;
  flow.id = ++connections_;
  flow.last_ns = moment.time_ns;
  flow.client_side = static_cast<std::uint8_t>(roles.client_side);
  flow.opening = opening;
  ++moment.totals.connections;
  const Endpoint& server = key.ends[1 - roles.client_side];
  if (roles.evidence <= DirectionEvidence::FirstBytes) remember_server(server);
  moment.sink.on_open({.id = flow.id,
                       .slot = flow.slot,
                       .transport = key.transport,
                       .client = key.ends[roles.client_side],
                       .server = server,
                       .evidence = roles.evidence,
                       .opening = opening,
                       .time_ns = moment.time_ns,
                       .packet = moment.packet});
  return flow;
}

Connections::Roles Connections::guess_roles(const FlowKey& key, std::size_t sender, ByteView front,
                                            Moment& moment) {
  const std::size_t receiver = 1 - sender;
  switch (moment.sink.who_speaks(key.transport, front)) {
    case Speaker::Client:
      return {sender, DirectionEvidence::FirstBytes};
    case Speaker::Server:
      return {receiver, DirectionEvidence::FirstBytes};
    case Speaker::Unknown:
      break;
  }
  const Endpoint& from = key.ends[sender];
  const Endpoint& to = key.ends[receiver];
  if (is_known_server(from) != is_known_server(to)) {
    return {is_known_server(to) ? sender : receiver, DirectionEvidence::KnownServer};
  }
  if (has_server_port(from) != has_server_port(to)) {
    return {has_server_port(to) ? sender : receiver, DirectionEvidence::ServerPort};
  }
  if (from.port != to.port) {
    return {to.port < from.port ? sender : receiver, DirectionEvidence::LowerPort};
  }
  return {sender, DirectionEvidence::FirstSender};
}

bool Connections::is_known_server(const Endpoint& end) const {
  return std::find(known_servers_.begin(), known_servers_.end(), end) != known_servers_.end();
}

bool Connections::has_server_port(const Endpoint& end) const {
  const auto& ports = options_.server_ports;
  return std::find(ports.begin(), ports.end(), end.port) != ports.end();
}

void Connections::remember_server(const Endpoint& end) {
  if (known_servers_.size() < kKnownServersMax && !is_known_server(end)) {
    known_servers_.push_back(end);
  }
}

/// Tells the end. After FIN and RST the flow is remembered for a while, else it is forgotten.
void Connections::close(Flow& flow, CloseReason reason, Moment& moment) {
  if (flow.state != FlowState::Closed) {
    for (const unsigned side : {0U + flow.client_side, 1U - flow.client_side}) {
      if (flow.key.transport == Transport::Tcp) flush_side(flow, side, moment);
      flush_messages(flow, side, moment);
    }
    const CloseReason told = flow.state == FlowState::Resetting ? CloseReason::Reset : reason;
    flow.state = FlowState::Closed;
    moment.sink.on_close({.connection = flow.id,
                          .slot = flow.slot,
                          .reason = told,
                          .time_ns = moment.time_ns,
                          .packet = moment.packet,
                          .client = flow.sides[flow.client_side].totals,
                          .server = flow.sides[1U - flow.client_side].totals});
    if (reason == CloseReason::Fin || reason == CloseReason::Reset) {
      closed_.push_back({flow.slot, flow.id, moment.packet});
      if (closed_.size() <= kClosedRemembered) return;
      Flow& oldest = table_.at(closed_.front().slot);
      if (oldest.id == closed_.front().id) forget(oldest);
      closed_.pop_front();
      return;
    }
  }
  forget(flow);
}

void Connections::forget(Flow& flow) {
  if (last_ == &flow) last_ = nullptr;
  table_.erase(flow);
}

void Connections::end_later(const Flow& flow, Moment& moment) {
  ending_.push_back({flow.slot, flow.id, moment.packet});
}

/// Closes what was reset some packets ago, or ended where only one direction was captured.
void Connections::end_due(Moment& moment) {
  while (!ending_.empty() && moment.packet - ending_.front().packet >= kAckPatiencePackets) {
    Flow& flow = table_.at(ending_.front().slot);
    if (flow.id == ending_.front().id && flow.state != FlowState::Closed) {
      const bool one_way = flow.sides[0].totals.packets == 0 || flow.sides[1].totals.packets == 0;
      const bool reset = flow.state == FlowState::Resetting;
      const bool ended = side_complete(flow.sides[0]) || side_complete(flow.sides[1]);
      if (reset || (one_way && ended)) {
        close(flow, reset ? CloseReason::Reset : CloseReason::Fin, moment);
      }
    }
    ending_.pop_front();
  }
}

/// Looks at some flows after the other: holes that nobody fills, connections that nobody uses.
void Connections::sweep(Moment& moment) {
  const std::uint32_t count = std::min(kSweepSlots, table_.slots());
  for (std::uint32_t seen = 0; seen < count; ++seen) {
    if (++sweep_slot_ >= table_.slots()) sweep_slot_ = 0;
    Flow& flow = table_.at(sweep_slot_);
    if (flow.id == 0 || flow.state == FlowState::Closed) continue;
    for (const unsigned side : {0U, 1U}) settle_holes(flow, side, moment);
    const bool idle = moment.time_ns - flow.last_ns > options_.idle_ns;
    if (idle && table_.size() > kIdleSpared) close(flow, CloseReason::Idle, moment);
  }
}

void Connections::finish(Moment& moment) {
  for (std::uint32_t slot = 0; slot < table_.slots(); ++slot) {
    Flow& flow = table_.at(slot);
    if (flow.id != 0) close(flow, CloseReason::End, moment);
  }
  ending_.clear();
  closed_.clear();
}

}  // namespace mcbin::capture
