#include "cmd/replay_target.hpp"

#include "cmd/fleet_ring.hpp"
#include "cmd/load_targets.hpp"

namespace mcbin::cmd {
namespace {

Result<void> check_place(const net::Endpoint& endpoint) {
  if (net::is_local(endpoint) || endpoint.host == "localhost") return {};
  return fail(Errc::BadConfiguration, 0,
              "a replay writes to " + net::endpoint_text(endpoint) +
                  ", which may be on another machine; if that is meant, say --allow-remote");
}

Result<ReplayTarget> target_of(const ReplayOptions& options, const ServerOptions& named) {
  const auto settings = read_fleet_settings(named, process_variables());
  if (!settings) return tl::unexpected(settings.error());
  if (auto checked = check_ring(*settings); !checked) return tl::unexpected(checked.error());
  for (const ServerAddress& server : settings->servers) {
    if (options.allow_remote) break;
    auto checked = check_place(server.endpoint);
    if (!checked) return tl::unexpected(checked.error());
  }
  auto servers = load_targets(*settings);
  if (!servers) return tl::unexpected(servers.error());
  ReplayTarget target{.servers = std::move(*servers), .ring = {}};
  if (target.servers.size() > 1) {
    target.ring = std::make_shared<const client::Ring>(make_ring(*settings));
  }
  return target;
}

}  // namespace

std::string ReplayTarget::text() const {
  if (in_process()) return "a store in this process";
  std::string text;
  for (const net::Target& server : servers) {
    text += (text.empty() ? "" : ",") + net::endpoint_text(server.endpoint);
  }
  return text;
}

Result<ReplayTarget> replay_target(const ReplayOptions& options) {
  if (options.in_process) return ReplayTarget();
  return target_of(options, options.servers);
}

Result<ReplayTarget> compared_target(const ReplayOptions& options) {
  ServerOptions named = options.servers;
  named.servers = {*options.against};
  auto target = target_of(options, named);
  if (target && target->servers.size() > 1) {
    return fail(Errc::BadConfiguration, 0, "--against takes one server, not a list");
  }
  return target;
}

}  // namespace mcbin::cmd
