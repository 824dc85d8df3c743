// What a socket address says: its host and its port. Shared by the .cpp files of net only:
// addresses are Asio's.
#pragma once

#include "mcbin/net/resolve.hpp"

#include <cstdint>
#include <string>

namespace mcbin::net {

/// The port of a v4 or v6 address.
[[nodiscard]] std::uint16_t port_of(const SocketAddress& address);

/// The numeric host of a v4 or v6 address, without brackets.
[[nodiscard]] std::string host_of(const SocketAddress& address);

/// Host and port, or the path of a unix socket: `@NAME` for one outside the file system, `unix` for
/// one without a name.
[[nodiscard]] Endpoint endpoint_of(const SocketAddress& address);

}  // namespace mcbin::net
