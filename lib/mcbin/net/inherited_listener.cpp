#include "mcbin/net/inherited_listener.hpp"

#include "mcbin/net/socket_address.hpp"
#include "mcbin/net/socket_errors.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/socket.h>
#include <utility>

namespace mcbin::net {
namespace {

tl::unexpected<Error> cannot_inherit(int descriptor, std::string reason) {
  return fail(Errc::ConnectFailed, 0, "fd:" + std::to_string(descriptor) + ": " + reason);
}

/// A whole number that the system says about a socket; -1 when it says nothing.
int socket_fact(int descriptor, int name) {
  int value = 0;
  socklen_t size = sizeof value;
  return ::getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

Result<Listener> inherit(asio::io_context& context, int descriptor) {
  if (::fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) {
    return cannot_inherit(descriptor, errno_text(errno));
  }
  if (socket_fact(descriptor, SO_TYPE) != SOCK_STREAM) {
    return cannot_inherit(descriptor, "it is no stream socket");
  }
  if (socket_fact(descriptor, SO_ACCEPTCONN) != 1) {
    return cannot_inherit(descriptor, "the socket does not listen");
  }
  SocketAddress address;
  auto size = static_cast<socklen_t>(address.capacity());
  if (::getsockname(descriptor, address.data(), &size) != 0) {
    return cannot_inherit(descriptor, errno_text(errno));
  }
  address.resize(size);
  Listener listener{Acceptor(context), endpoint_of(address), Binding::Inherited};
  asio::error_code error;
  listener.acceptor.assign(address.protocol(), descriptor, error);
  if (error) return cannot_inherit(descriptor, error_text(error));
  return listener;
}

}  // namespace

Result<std::vector<Listener>> inherit_listeners(asio::io_context& context,
                                                const ServerOptions& options) {
  std::vector<Listener> listeners;
  for (const ListenAddress& listen : options.listen) {
    if (listen.descriptor == kNoDescriptor) continue;
    auto listener = inherit(context, listen.descriptor);
    if (!listener) return tl::unexpected(listener.error());
    const bool tcp = listener->endpoint.unix_path.empty();
    listener->encryption = tcp ? listen.encryption : Encryption::None;
    listeners.push_back(std::move(*listener));
  }
  return listeners;
}

}  // namespace mcbin::net
