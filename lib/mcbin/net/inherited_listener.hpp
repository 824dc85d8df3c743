// Taking over listening sockets that a parent or a service manager bound. Shared by the .cpp files
// of net only.
#pragma once

#include "mcbin/net/listeners.hpp"

#include <vector>

namespace mcbin::net {

/// The listeners for the descriptors that `options` names.
/// @return Errc::ConnectFailed with "fd:N: reason" as detail when one is no listening stream
/// socket.
[[nodiscard]] Result<std::vector<Listener>> inherit_listeners(asio::io_context& context,
                                                              const ServerOptions& options);

}  // namespace mcbin::net
