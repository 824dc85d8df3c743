#include "cmd/fleet_ring.hpp"

#include "mcbin/capture/made_up_tcp.hpp"

#include <array>

namespace mcbin::cmd {
namespace {

client::RingServer ring_server(const ServerAddress& address) {
  const net::Endpoint& endpoint = address.endpoint;
  const bool local = !endpoint.unix_path.empty();
  return {.host = local ? endpoint.unix_path : endpoint.host,
          .port = local ? std::uint16_t{0} : endpoint.port,
          .weight = address.weight,
          .username = address.username,
          .password = address.password};
}

}  // namespace

Result<void> check_ring(const FleetSettings& settings) {
  if (settings.ring != client::RingMode::SpymemcachedKetama) return {};
  for (const ServerAddress& server : settings.servers) {
    std::array<Byte, 4> numbers{};
    if (capture::read_ipv4(server.endpoint.host, numbers)) continue;
    return fail(Errc::BadConfiguration, 0,
                "the ring spymemcached-ketama needs servers written as numbers, like 127.0.0.1, "
                "not '" +
                    net::endpoint_text(server.endpoint) + "'");
  }
  return {};
}

client::Ring make_ring(const FleetSettings& settings) {
  std::vector<client::RingServer> servers;
  for (const ServerAddress& address : settings.servers) servers.push_back(ring_server(address));
  return {settings.ring, settings.hash, std::move(servers)};
}

}  // namespace mcbin::cmd
