#include "cmd/replay_target.hpp"

namespace mcbin::cmd {

Result<net::Endpoint> replay_target(const ReplayOptions& options) {
  auto endpoint = net::parse_endpoint(options.server);
  if (!endpoint) return endpoint;
  if (!options.allow_remote && !net::is_local(*endpoint) && endpoint->host != "localhost") {
    return fail(Errc::BadConfiguration, 0,
                "a replay writes to " + options.server +
                    ", which may be on another machine; if that is meant, say --allow-remote");
  }
  return endpoint;
}

}  // namespace mcbin::cmd
