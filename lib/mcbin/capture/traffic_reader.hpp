// From captured packets to the events of traffic.hpp: link, IP and TCP headers are taken off and
// the streams put together.
//
//   auto packets = open_packets(std::move(bytes));            // or open_interface(...)
//   auto reader = TrafficReader::create(options);
//   for (;;) {
//     const auto step = (*reader)->step(**packets, sink);     // some packets at a time
//     if (!step) ...                                          // sink has all that came before
//     if (*step == PacketStep::End) break;                    // Waiting: sleep, then go on
//   }
//   (*reader)->finish(sink);                                  // closes what is open
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/capture/packet_source.hpp"
#include "mcbin/capture/traffic.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mcbin::capture {

struct TrafficOptions {
  /// Ports that are known to be a server's; used to tell client from server when neither handshake
  /// nor first bytes do. Does not filter.
  std::vector<std::uint16_t> server_ports;
  /// A BPF expression of libpcap that packets must match; empty for all.
  std::string filter;
  /// A connection without packets for so long, by the capture's own clock, is closed.
  std::int64_t idle_ns = 600'000'000'000;
  /// What one direction may hold back while it waits for missing bytes, and all together.
  std::size_t held_bytes_max = 16U << 20U;
  std::size_t held_bytes_total_max = 64U << 20U;
};

/// Turns packets into events. Several sources may be read one after another (a capture that was
/// split into files): connections go on. Memory: less than 300 bytes for an open connection, and
/// what the options allow to be held back. Not for two threads at once.
class TrafficReader {
 public:
  /// Packets taken by one step() at most.
  static constexpr std::size_t kStepPackets = 1024;

  /// @return Errc::BadConfiguration when the filter makes no sense.
  [[nodiscard]] static Result<std::unique_ptr<TrafficReader>> create(TrafficOptions options);
  virtual ~TrafficReader() = default;

  /// Reads up to kStepPackets packets. @return Packet (there may be more), Waiting or End; errors
  /// as PacketSource::next(): all events before the error have been delivered, finish() may follow.
  [[nodiscard]] virtual Result<PacketStep> step(PacketSource& packets, TrafficSink& sink) = 0;

  /// Delivers what is held back and closes every connection. The reader may be used again.
  virtual void finish(TrafficSink& sink) = 0;

  [[nodiscard]] virtual const TrafficTotals& totals() const = 0;

 protected:
  TrafficReader() = default;
};

/// Reads all of `packets`, then finishes; also after an error, which is returned then.
/// For sources that end.
[[nodiscard]] Result<TrafficTotals> read_traffic(PacketSource& packets,
                                                 const TrafficOptions& options, TrafficSink& sink);

}  // namespace mcbin::capture
