#include "mcbin/decoder/protocol_counts.hpp"

#include <algorithm>

namespace mcbin::decoder {

void ProtocolCounts::add(codec::StreamKind kind, std::uint16_t port) {
  ++sums_[static_cast<std::size_t>(kind)];
  const auto found = std::find_if(ports_.begin(), ports_.end(), [&](const PortProtocol& row) {
    return row.kind == kind && row.port == port;
  });
  if (found != ports_.end()) {
    ++found->connections;
  } else if (ports_.size() < kPortsMax) {
    ports_.push_back({.kind = kind, .port = port, .connections = 1});
  }
}

}  // namespace mcbin::decoder
