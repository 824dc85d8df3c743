#include "cmd/load_targets.hpp"

#include "cmd/server_login.hpp"

#include <algorithm>
#include <memory>

namespace mcbin::cmd {

Result<std::vector<net::Target>> load_targets(const FleetSettings& settings) {
  std::shared_ptr<const net::TlsContext> tls;
  const auto wants_tls = [](const ServerAddress& server) { return server.tls; };
  if (std::any_of(settings.servers.begin(), settings.servers.end(), wants_tls)) {
    auto context = net::TlsContext::for_client(settings.tls_files, settings.tls_peer);
    if (!context) return tl::unexpected(context.error());
    tls = std::make_shared<const net::TlsContext>(std::move(*context));
  }
  std::vector<net::Target> targets;
  for (const ServerAddress& server : settings.servers) {
    net::Target& target = targets.emplace_back(server.endpoint);
    if (server.tls) target.tls = tls;
    if (server.username.empty()) continue;
    target.greet = [server](ByteStream& stream, Deadline deadline) -> Result<void> {
      client::Client client(stream);
      return log_in(client, server, deadline);
    };
  }
  return targets;
}

void add_load_server_options(Command& command, ServerOptions& options) {
  command.option({.names = "-s,--server",
                  .value = "SERVER",
                  .help = "The server: host, host:port, [v6]:port, the path of a unix socket, or "
                          "memcache://USER@host:port",
                  .default_text = "127.0.0.1:11211",
                  .completes = Completes::Server},
                 options.servers);
  add_login_options(command, options);
  add_tls_options(command, options);
}

}  // namespace mcbin::cmd
