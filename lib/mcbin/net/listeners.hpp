// Opening the sockets that a server listens on. Shared by the .cpp files of net only: what it
// gives is Asio's.
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/net/endpoint.hpp"
#include "mcbin/net/server_options.hpp"

#include <asio/basic_socket_acceptor.hpp>
#include <asio/generic/stream_protocol.hpp>
#include <asio/io_context.hpp>

#include <cstdint>
#include <vector>

namespace mcbin::net {

using Acceptor =
    asio::basic_socket_acceptor<asio::generic::stream_protocol, asio::io_context::executor_type>;

/// Whose the name in the file system is: only what we bound is ours to remove.
enum class Binding : std::uint8_t { Ours, Inherited };

struct Listener {
  Acceptor acceptor;
  Endpoint endpoint;  // with the real port
  Binding binding = Binding::Ours;
  Encryption encryption = Encryption::None;
};

/// Binds every address of `options` and listens, or takes over the sockets that it names. A stale
/// unix socket is replaced: it must be a socket, and nobody may answer on it.
/// @return as Server::open.
[[nodiscard]] Result<std::vector<Listener>> open_listeners(asio::io_context& context,
                                                           const ServerOptions& options);

/// Closes them and removes their unix sockets, as far as we may.
void close_listeners(std::vector<Listener>& listeners);

}  // namespace mcbin::net
