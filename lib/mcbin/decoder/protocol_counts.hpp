// How many connections spoke what, and where: for the sentences at the end of a dump.
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/stream_kind.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mcbin::decoder {

/// Connections to one port that speak one protocol.
struct PortProtocol {
  codec::StreamKind kind = codec::StreamKind::Unknown;
  std::uint16_t port = 0;
  std::uint64_t connections = 0;
};

class ProtocolCounts {
 public:
  static constexpr std::size_t kKinds = 5;
  /// Pairs of port and protocol that are told apart; further ones count in the sums only.
  static constexpr std::size_t kPortsMax = 64;

  /// A connection to `port` turned out to speak `kind`.
  void add(codec::StreamKind kind, std::uint16_t port);
  void add_silent() { ++silent_; }
  void add_ignored() { ++ignored_; }
  void add_one_way() { ++one_way_; }

  [[nodiscard]] std::uint64_t of(codec::StreamKind kind) const {
    return sums_[static_cast<std::size_t>(kind)];
  }
  /// Connections without a byte of payload.
  [[nodiscard]] std::uint64_t silent() const { return silent_; }
  /// Connections to ports that were not asked for.
  [[nodiscard]] std::uint64_t ignored() const { return ignored_; }
  /// Binary connections of which the capture has one direction only.
  [[nodiscard]] std::uint64_t one_way() const { return one_way_; }
  /// In order of appearance.
  [[nodiscard]] const std::vector<PortProtocol>& ports() const { return ports_; }

 private:
  std::array<std::uint64_t, kKinds> sums_{};
  std::uint64_t silent_ = 0;
  std::uint64_t ignored_ = 0;
  std::uint64_t one_way_ = 0;
  std::vector<PortProtocol> ports_;
};

}  // namespace mcbin::decoder
