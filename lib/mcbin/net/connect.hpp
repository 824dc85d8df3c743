// The client side of net: a connected ByteStream over TCP or a unix socket. Synchronous for the
// caller; every wait ends at its deadline.
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/net/endpoint.hpp"

#include <memory>

namespace mcbin::net {

/// Connects to `endpoint`, trying every address of a host name in turn, all within `deadline`.
/// TCP connections have TCP_NODELAY set.
///
/// The stream belongs to one thread at a time. Closing it is destroying it.
/// @return Errc::ConnectFailed with the reason of the last try as detail ("connection refused",
///         "unknown host", ...), or Errc::TimedOut.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> connect(const Endpoint& endpoint,
                                                          Deadline deadline);

}  // namespace mcbin::net
