#include "mcbin/net/socket_address.hpp"

#include <asio/ip/address.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <netinet/in.h>
#include <string_view>
#include <sys/un.h>

namespace mcbin::net {

std::uint16_t port_of(const SocketAddress& address) {
  if (address.protocol().family() == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, address.data(), std::min(sizeof v6, address.size()));
    return ntohs(v6.sin6_port);
  }
  sockaddr_in v4{};
  std::memcpy(&v4, address.data(), std::min(sizeof v4, address.size()));
  return ntohs(v4.sin_port);
}

std::string host_of(const SocketAddress& address) {
  if (address.protocol().family() == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, address.data(), std::min(sizeof v6, address.size()));
    asio::ip::address_v6::bytes_type bytes;
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return asio::ip::make_address_v6(bytes, v6.sin6_scope_id).to_string();
  }
  sockaddr_in v4{};
  std::memcpy(&v4, address.data(), std::min(sizeof v4, address.size()));
  return asio::ip::make_address_v4(ntohl(v4.sin_addr.s_addr)).to_string();
}

Endpoint endpoint_of(const SocketAddress& address) {
  if (address.protocol().family() != AF_UNIX) return {host_of(address), port_of(address), {}};
  constexpr std::size_t kPathAt = offsetof(sockaddr_un, sun_path);
  if (address.size() <= kPathAt) return {{}, 0, "unix"};
  std::string path(reinterpret_cast<const char*>(address.data()) + kPathAt,
                   address.size() - kPathAt);
  if (path.front() == '\0') {
    path.front() = '@';
  } else {
    path.resize(std::min(path.find('\0'), path.size()));
  }
  return {{}, 0, std::move(path)};
}

}  // namespace mcbin::net
