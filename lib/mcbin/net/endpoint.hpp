// Where a server is, as people write it: host, host:port, [v6]:port, /path, unix:///path.
// Only text lives here; looking names up and connecting are connect.hpp's business.
#pragma once

#include "mcbin/base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mcbin::net {

/// The port of a memcache server when none is named.
inline constexpr std::uint16_t kDefaultPort = 11211;

/// One place to connect to or to listen on: a unix socket when `unix_path` is set, else TCP.
struct Endpoint {
  std::string host;  // a name or a numeric address, without brackets
  std::uint16_t port = kDefaultPort;
  std::string unix_path;
};

/// Reads `host`, `host:port`, `[v6]`, `[v6]:port`, a bare v6 address, `/path`, `unix:/path` or
/// `unix:///path`. Ports are decimal, 0 to 65535; `default_port` stands in for a missing one.
/// @return Errc::BadText, at_byte at the part that cannot be read, with the reason as detail.
[[nodiscard]] Result<Endpoint> parse_endpoint(std::string_view text,
                                              std::uint16_t default_port = kDefaultPort);

/// The endpoint in the form parse_endpoint reads: `127.0.0.1:11211`, `[::1]:11211`, `/run/x.sock`.
[[nodiscard]] std::string endpoint_text(const Endpoint& endpoint);

/// Whether only this machine can reach the endpoint: a unix socket, or a numeric loopback address.
[[nodiscard]] bool is_local(const Endpoint& endpoint);

}  // namespace mcbin::net
