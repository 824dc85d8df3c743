// What the decoder keeps of an open connection. Only for the files that implement TrafficDecoder.
#pragma once

#include "mcbin/decoder/both_pairings.hpp"
#include "mcbin/decoder/traffic_decoder.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace mcbin::decoder {

[[nodiscard]] constexpr std::size_t index_of(capture::Direction direction) {
  return direction == capture::Direction::ClientToServer ? 0 : 1;
}

[[nodiscard]] constexpr codec::Sender sender_of(capture::Direction direction) {
  return direction == capture::Direction::ClientToServer ? codec::Sender::Client
                                                         : codec::Sender::Server;
}

/// Junk that is told about when the connection turns out to be binary after all.
struct StashedJunk {
  codec::PlacedJunk junk;
  ByteVector sample;
};

struct TrafficDecoder::Connection {
  static constexpr std::size_t kStashMax = 8;

  explicit Connection(const capture::ConnectionInfo& connection) : info(connection) {}

  [[nodiscard]] bool undecided() const { return !decided; }
  /// Whether its bytes go to the scanners: it is binary, or may be.
  [[nodiscard]] bool decodes() const { return !decided || kind == codec::StreamKind::Binary; }

  /// Whether it began with what opens a frame and went no further than that.
  [[nodiscard]] bool opens_like_frames() const {
    if (info.opening != capture::Opening::Handshake) return false;
    return std::any_of(fronts.begin(), fronts.end(), [](const ByteVector& front) {
      return !front.empty() && front.size() < codec::kHeaderSize && codec::known_magic(front[0]);
    });
  }

  capture::ConnectionInfo info;
  codec::StreamKind kind = codec::StreamKind::Unknown;
  bool decided = false;
  bool has_payload = false;
  bool collections = false;                              // agreed on by HELLO
  std::array<ByteVector, 2> fronts;                      // first bytes, a header at most
  std::array<std::uint64_t, 2> probed{};                 // bytes without a decision
  std::array<std::unique_ptr<PlacedStream>, 2> streams;  // TCP, by direction
  BothPairings pairings;
  DatagramMessages messages;  // UDP
  std::vector<StashedJunk> stash;
};

/// Takes what a scanner finds in one stream of one connection.
class TrafficDecoder::Placer final : public codec::ScanSink {
 public:
  Placer(TrafficDecoder& decoder, Connection& connection, capture::Direction direction,
         PlacedStream& stream, std::optional<std::uint16_t> datagram = {})
      : decoder_(decoder),
        connection_(connection),
        stream_(stream),
        datagram_(datagram),
        direction_(direction) {}

  void on_frame(const codec::ScannedFrame& frame) override { decoder_.place_frame(*this, frame); }
  void on_junk(const codec::ScannedJunk& junk) override { decoder_.place_junk(*this, junk); }

  [[nodiscard]] Connection& connection() const { return connection_; }
  [[nodiscard]] PlacedStream& stream() const { return stream_; }
  [[nodiscard]] capture::Direction direction() const { return direction_; }
  [[nodiscard]] std::optional<std::uint16_t> datagram() const { return datagram_; }

 private:
  TrafficDecoder& decoder_;
  Connection& connection_;
  PlacedStream& stream_;
  std::optional<std::uint16_t> datagram_;
  capture::Direction direction_;
};

}  // namespace mcbin::decoder
