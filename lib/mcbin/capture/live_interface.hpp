// Packets from a network interface, as they come.
#pragma once

#include "mcbin/capture/packet_source.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace mcbin::capture {

struct LiveOptions {
  std::string interface;                // "eth0", "lo", "any"
  std::string filter;                   // a BPF expression of libpcap; empty for everything
  std::uint32_t snaplen = 256U << 10U;  // bytes kept of each packet
  int wait_ms = 100;                    // how long next() may block when nothing comes
};

/// Starts to capture. next() returns Waiting after `wait_ms` without a packet.
/// @return Errc::SystemFailed (no such interface, no right to capture) or Errc::BadConfiguration
///     (the filter makes no sense), with libpcap's words in `detail`.
[[nodiscard]] Result<std::unique_ptr<PacketSource>> open_interface(const LiveOptions& options);

}  // namespace mcbin::capture
