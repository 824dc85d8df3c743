// Host names to socket addresses, with a deadline. Shared by the .cpp files of net only: the
// result is Asio's.
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/net/endpoint.hpp"

#include <asio/generic/stream_protocol.hpp>

#include <vector>

namespace mcbin::net {

using SocketAddress = asio::generic::stream_protocol::endpoint;

/// Every stream address of `endpoint`, in the order in which they are to be tried. Never empty.
/// A name is looked up on a thread of its own, because the system's look-up cannot be interrupted;
/// on a time-out that thread is left to end by itself.
/// @return Errc::ConnectFailed with the resolver's reason, or Errc::TimedOut.
[[nodiscard]] Result<std::vector<SocketAddress>> resolve(const Endpoint& endpoint,
                                                         Deadline deadline);

}  // namespace mcbin::net
