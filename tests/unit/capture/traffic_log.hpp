// A sink that writes down what it is told, one short line an event, and packets handed out from
// memory, so that tests of the assembly read like conversations.
#pragma once

#include "mcbin/base/check.hpp"
#include "mcbin/capture/traffic_reader.hpp"
#include "support/capture_writer.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mcbin::test {

/// Packets made by a test. Times are counted by milliseconds where none is given.
class MadePackets final : public capture::PacketSource {
 public:
  /// Adds a packet; `cut_bytes` of its end were not captured.
  MadePackets& add(const MadePacket& packet, std::size_t cut_bytes = 0) {
    ByteVector bytes = ethernet_packet(packet);
    const auto size = static_cast<std::uint32_t>(bytes.size());
    bytes.resize(bytes.size() - cut_bytes);
    return add_raw(std::move(bytes), size);
  }
  MadePackets& add_raw(ByteVector bytes, std::uint32_t wire_size, std::uint32_t link_type = 1) {
    packets_.push_back({std::move(bytes), wire_size, link_type, next_ns_});
    next_ns_ += 1'000'000;
    return *this;
  }
  /// Packets of some other connection, so that time passes.
  MadePackets& add_others(std::size_t count) {
    for (std::size_t at = 0; at < count; ++at) add({.from_port = 9, .to_port = 10});
    return *this;
  }
  void wait_ns(std::int64_t nanoseconds) { next_ns_ += nanoseconds; }

  Result<capture::PacketStep> next(capture::Packet& packet) override {
    if (at_ == packets_.size()) return capture::PacketStep::End;
    const Made& made = packets_[at_++];
    packet = {.time_ns = made.time_ns,
              .link_type = made.link_type,
              .wire_size = made.wire_size,
              .bytes = made.bytes};
    return capture::PacketStep::Packet;
  }

 private:
  struct Made {
    ByteVector bytes;
    std::uint32_t wire_size;
    std::uint32_t link_type;
    std::int64_t time_ns;
  };
  std::vector<Made> packets_;
  std::size_t at_ = 0;
  std::int64_t next_ns_ = 1'700'000'000'000'000'000;
};

/// "open 1 10.0.0.1:40000 > 10.0.0.2:11211 handshake", "c 0 abc" (client, offset, bytes),
/// "s 3 gap 5 lost", "close 1 fin".
class TrafficLog : public capture::TrafficSink {
 public:
  std::vector<std::string> lines;

  void on_open(const capture::ConnectionInfo& info) override {
    static constexpr std::string_view kEvidence[] = {"handshake",   "first bytes", "known server",
                                                     "server port", "lower port",  "first sender"};
    lines.push_back("open " + std::to_string(info.id) + " " + capture::endpoint_text(info.client) +
                    " > " + capture::endpoint_text(info.server) + " " +
                    std::string(kEvidence[static_cast<std::size_t>(info.evidence)]));
  }
  void on_chunk(const capture::Chunk& chunk) override {
    std::string line = side(chunk.direction) + std::to_string(chunk.offset) + " ";
    if (chunk.udp.present) line += message(chunk.udp);
    lines.push_back(line + std::string(as_text(chunk.bytes)));
  }
  void on_gap(const capture::Gap& gap) override {
    static constexpr std::string_view kReasons[] = {"lost", "snaplen", "limit"};
    std::string line = side(gap.direction) + std::to_string(gap.offset) + " ";
    if (gap.udp.present) line += message(gap.udp);
    lines.push_back(line + "gap " + std::to_string(gap.size) + " " +
                    std::string(kReasons[static_cast<std::size_t>(gap.reason)]));
  }
  void on_close(const capture::Close& close) override {
    static constexpr std::string_view kReasons[] = {"fin", "reset", "replaced", "idle", "end"};
    lines.push_back("close " + std::to_string(close.connection) + " " +
                    std::string(kReasons[static_cast<std::size_t>(close.reason)]));
  }
  void on_note(capture::PacketNote note, std::uint64_t packet, std::int64_t /*time_ns*/) override {
    lines.push_back("note " + std::to_string(packet) + " " +
                    std::string(capture::packet_note_name(note)));
  }

 private:
  static std::string side(capture::Direction direction) {
    return direction == capture::Direction::ClientToServer ? "c " : "s ";
  }
  static std::string message(const capture::UdpFrame& frame) {
    return "[" + std::to_string(frame.request_id) + " " + std::to_string(frame.index) + "/" +
           std::to_string(frame.count) + "] ";
  }
};

using Lines = std::vector<std::string>;

/// What the log of `packets` is.
inline Lines log_of(MadePackets& packets, const capture::TrafficOptions& options = {}) {
  TrafficLog log;
  MCBIN_CHECK(capture::read_traffic(packets, options, log).has_value());
  return log.lines;
}

}  // namespace mcbin::test
