// A peer at the other end of a TCP connection on the loopback interface, and one at the other end
// of a UDP port.
#pragma once

#include "conformance/peer.hpp"

#include <cstdint>
#include <memory>

namespace mcbin::conformance {

/// Connects to 127.0.0.1. Writes never block for good: answers are read while a write waits.
/// @return nullptr when nobody listens.
[[nodiscard]] std::unique_ptr<Peer> connect_tcp(std::uint16_t port);

/// Each send is one datagram; each receive appends one. A port that nobody has bound is Closed.
[[nodiscard]] std::unique_ptr<Peer> open_udp(std::uint16_t port);

}  // namespace mcbin::conformance
