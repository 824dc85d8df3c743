#include "cmd/replay_target.hpp"

#include "cmd/load_targets.hpp"

namespace mcbin::cmd {
namespace {

Result<void> check_place(const net::Endpoint& endpoint) {
  if (net::is_local(endpoint) || endpoint.host == "localhost") return {};
  return fail(Errc::BadConfiguration, 0,
              "a replay writes to " + net::endpoint_text(endpoint) +
                  ", which may be on another machine; if that is meant, say --allow-remote");
}

}  // namespace

Result<net::Target> replay_target(const ReplayOptions& options) {
  const auto settings = read_fleet_settings(options.servers, process_variables());
  if (!settings) return tl::unexpected(settings.error());
  if (settings->servers.size() != 1) {
    return fail(Errc::BadConfiguration, 0, settings->origin + ": one server, not a list");
  }
  if (!options.allow_remote) {
    if (auto checked = check_place(settings->servers.front().endpoint); !checked) {
      return tl::unexpected(checked.error());
    }
  }
  auto targets = load_targets(*settings);
  if (!targets) return tl::unexpected(targets.error());
  return std::move(targets->front());
}

}  // namespace mcbin::cmd
