#include "mcbin/capture/traffic_reader.hpp"

#include "mcbin/capture/connections.hpp"
#include "mcbin/capture/packet_filter.hpp"
#include "mcbin/capture/packet_headers.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::capture {

namespace {

class Reader final : public TrafficReader {
 public:
  Reader(TrafficOptions options, std::unique_ptr<PacketFilter> filter)
      : options_(std::move(options)), filter_(std::move(filter)), connections_(options_) {}

  Result<PacketStep> step(PacketSource& packets, TrafficSink& sink) override;

  void finish(TrafficSink& sink) override {
    Moment moment = moment_at(sink);
    connections_.finish(moment);
  }

  const TrafficTotals& totals() const override { return totals_; }

 private:
  Moment moment_at(TrafficSink& sink) {
    return {.sink = sink,
            .totals = totals_,
            .budget = budget_,
            .held_bytes_max = options_.held_bytes_max,
            .held_bytes_total_max = options_.held_bytes_total_max,
            .time_ns = totals_.last_ns,
            .packet = totals_.packets};
  }
  void take(const Packet& packet, Moment& moment);

  TrafficOptions options_;
  std::unique_ptr<PacketFilter> filter_;
  TrafficTotals totals_;
  HeldBudget budget_;  // outlives the connections, which count in it
  Connections connections_;
};

void Reader::take(const Packet& packet, Moment& moment) {
  if (++totals_.packets == 1) totals_.first_ns = packet.time_ns;
  totals_.last_ns = packet.time_ns;
  moment.packet = totals_.packets;
  moment.time_ns = packet.time_ns;
  const auto captured = static_cast<std::uint32_t>(packet.bytes.size());
  totals_.wire_bytes += std::max(packet.wire_size, captured);
  if (captured < packet.wire_size) ++totals_.cut_packets;
  if (filter_ && !filter_->matches(packet)) {
    ++totals_.filtered;
    return;
  }
  Segment segment;
  PacketNote note = PacketNote::NotIp;
  if (read_headers(packet, segment, note)) {
    connections_.take(segment, moment);
  } else {
    ++totals_.notes[static_cast<std::size_t>(note)];
    moment.sink.on_note(note, moment.packet, moment.time_ns);
  }
}

Result<PacketStep> Reader::step(PacketSource& packets, TrafficSink& sink) {
  Moment moment = moment_at(sink);
  Result<PacketStep> step = PacketStep::Packet;
  Packet packet;
  for (std::size_t count = 0; count < kStepPackets; ++count) {
    step = packets.next(packet);
    if (!step || *step != PacketStep::Packet) break;
    take(packet, moment);
  }
  totals_.dropped_by_kernel = packets.dropped();
  return step;
}

}  // namespace

Result<std::unique_ptr<TrafficReader>> TrafficReader::create(TrafficOptions options) {
  std::unique_ptr<PacketFilter> filter;
  if (!options.filter.empty()) {
    auto made = PacketFilter::create(options.filter);
    if (!made) return tl::unexpected(made.error());
    filter = std::move(*made);
  }
  return std::make_unique<Reader>(std::move(options), std::move(filter));
}

Result<TrafficTotals> read_traffic(PacketSource& packets, const TrafficOptions& options,
                                   TrafficSink& sink) {
  auto reader = TrafficReader::create(options);
  if (!reader) return tl::unexpected(reader.error());
  Result<PacketStep> step = PacketStep::Packet;
  while (step && *step == PacketStep::Packet) step = (*reader)->step(packets, sink);
  (*reader)->finish(sink);
  if (!step) return tl::unexpected(step.error());
  return (*reader)->totals();
}

}  // namespace mcbin::capture
