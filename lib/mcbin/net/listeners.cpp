// Bind and listen: names to addresses, the free port shared by v4 and v6, stale unix sockets.
#include "mcbin/net/listeners.hpp"

#include "mcbin/net/inherited_listener.hpp"
#include "mcbin/net/resolve.hpp"
#include "mcbin/net/socket_address.hpp"
#include "mcbin/net/socket_errors.hpp"

#include <asio/ip/tcp.hpp>
#include <asio/ip/v6_only.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <netinet/in.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace mcbin::net {
namespace {

/// How often another free port is tried when v6 has the one taken that v4 was given.
constexpr int kFreePortTries = 32;

/// How long names in listen addresses may take to look up.
constexpr std::chrono::seconds kResolveTimeout{10};

struct Target {
  SocketAddress address;
  Endpoint endpoint;
  Presence presence = Presence::Required;
  Encryption encryption = Encryption::None;
};

/// What became of one attempt to open all targets.
enum class Attempt : std::uint8_t { Done, PortTaken };

bool is_missing_address(const asio::error_code& error) {
  return error.value() == EAFNOSUPPORT || error.value() == EADDRNOTAVAIL;
}

SocketAddress with_port(SocketAddress address, std::uint16_t port) {
  const std::size_t at = address.protocol().family() == AF_INET6 ? offsetof(sockaddr_in6, sin6_port)
                                                                 : offsetof(sockaddr_in, sin_port);
  const in_port_t network = htons(port);
  std::memcpy(reinterpret_cast<Byte*>(address.data()) + at, &network, sizeof network);
  return address;
}

tl::unexpected<Error> cannot_listen(const Endpoint& endpoint, std::string reason) {
  return fail(Errc::ConnectFailed, 0, endpoint_text(endpoint) + ": " + std::move(reason));
}

Result<std::vector<Target>> find_targets(const ServerOptions& options) {
  std::vector<Target> targets;
  for (const ListenAddress& listen : options.listen) {
    if (listen.descriptor != kNoDescriptor) continue;
    auto addresses = resolve(listen.endpoint, std::chrono::steady_clock::now() + kResolveTimeout);
    if (!addresses) {
      return fail(Errc::BadConfiguration, 0,
                  endpoint_text(listen.endpoint) + ": " + addresses.error().detail);
    }
    for (SocketAddress& address : *addresses) {
      Target target{address, listen.endpoint, listen.presence, listen.encryption};
      if (listen.endpoint.unix_path.empty()) target.endpoint.host = host_of(address);
      targets.push_back(std::move(target));
    }
  }
  return targets;
}

// Removes a socket that a dead server left behind; leaves everything else where it is.
Result<void> remove_stale(const Target& target) {
  struct stat status {};
  const char* const path = target.endpoint.unix_path.c_str();
  if (::lstat(path, &status) != 0) return {};
  if (!S_ISSOCK(status.st_mode)) {
    return cannot_listen(target.endpoint, "a file that is no socket is in the way");
  }
  asio::io_context context(1);
  asio::generic::stream_protocol::socket probe(context);
  asio::error_code error;
  probe.connect(target.address, error);
  if (error != asio::error::connection_refused) {
    return cannot_listen(target.endpoint, error ? error_text(error) : "address already in use");
  }
  if (::unlink(path) != 0) return cannot_listen(target.endpoint, errno_text(errno));
  return {};
}

asio::error_code open_acceptor(Acceptor& acceptor, const SocketAddress& address,
                               const ServerOptions& options) {
  asio::error_code error;
  acceptor.open(address.protocol(), error);
  if (error) return error;
  const int family = address.protocol().family();
  if (family != AF_UNIX) acceptor.set_option(Acceptor::reuse_address(true), error);
  if (!error && family == AF_INET6) acceptor.set_option(asio::ip::v6_only(true), error);
  if (error) return error;
  if (family == AF_UNIX) {
    // The mode must hold from the first moment, so it goes through the umask, not chmod.
    const mode_t before = ::umask(static_cast<mode_t>(~options.unix_mode & 0777U));
    acceptor.bind(address, error);
    ::umask(before);
  } else {
    acceptor.bind(address, error);
  }
  if (!error) acceptor.listen(options.backlog, error);
  return error;
}

// Opens all targets; those with port 0 share the first free port that the system gives.
Result<Attempt> open_all(asio::io_context& context, const ServerOptions& options,
                         const std::vector<Target>& targets, std::vector<Listener>& opened) {
  std::uint16_t free_port = 0;
  for (const Target& target : targets) {
    const bool is_unix = !target.endpoint.unix_path.empty();
    const bool any_port = !is_unix && target.endpoint.port == 0;
    if (is_unix) {
      if (auto removed = remove_stale(target); !removed) return tl::unexpected(removed.error());
    }
    Listener listener{Acceptor(context), target.endpoint, Binding::Ours, target.encryption};
    const SocketAddress wanted =
        any_port && free_port != 0 ? with_port(target.address, free_port) : target.address;
    asio::error_code error = open_acceptor(listener.acceptor, wanted, options);
    if (error && target.presence == Presence::IfAvailable && is_missing_address(error)) continue;
    if (error == asio::error::address_in_use && any_port && free_port != 0) {
      return Attempt::PortTaken;
    }
    SocketAddress bound;
    if (!error) bound = listener.acceptor.local_endpoint(error);
    if (error) return cannot_listen(target.endpoint, error_text(error));
    if (!is_unix) listener.endpoint.port = port_of(bound);
    if (any_port) free_port = listener.endpoint.port;
    opened.push_back(std::move(listener));
  }
  return Attempt::Done;
}

Result<std::vector<Listener>> bind_listeners(asio::io_context& context,
                                             const ServerOptions& options) {
  const auto targets = find_targets(options);
  if (!targets) return tl::unexpected(targets.error());
  if (targets->empty()) return std::vector<Listener>{};
  for (int attempt = 0; attempt < kFreePortTries; ++attempt) {
    std::vector<Listener> opened;
    const auto outcome = open_all(context, options, *targets, opened);
    if (!outcome || *outcome == Attempt::PortTaken) {
      close_listeners(opened);
      if (!outcome) return tl::unexpected(outcome.error());
      continue;
    }
    if (opened.empty()) {
      return cannot_listen(targets->front().endpoint, "no such address on this machine");
    }
    return opened;
  }
  return cannot_listen(targets->front().endpoint, "no port is free on every address");
}

}  // namespace

Result<std::vector<Listener>> open_listeners(asio::io_context& context,
                                             const ServerOptions& options) {
  if (options.listen.empty()) return fail(Errc::BadConfiguration, 0, "no address to listen on");
  auto listeners = inherit_listeners(context, options);
  if (!listeners) return listeners;
  auto bound = bind_listeners(context, options);
  if (!bound) return bound;
  std::move(bound->begin(), bound->end(), std::back_inserter(*listeners));
  return listeners;
}

void close_listeners(std::vector<Listener>& listeners) {
  for (Listener& listener : listeners) {
    if (!listener.acceptor.is_open()) continue;
    asio::error_code ignored;
    listener.acceptor.close(ignored);
    // After a drop of privileges the directory may be closed to us; the next start removes it.
    const std::string& path = listener.endpoint.unix_path;
    if (listener.binding == Binding::Ours && !path.empty())
      static_cast<void>(::unlink(path.c_str()));
  }
}

}  // namespace mcbin::net
