// The texts of the options. What the values mean together is server_fleet.cpp's business.
#include "cmd/fleet_options.hpp"

#include "mcbin/client/ring.hpp"

namespace mcbin::cmd {

void add_server_options(Command& command, ServerOptions& options) {
  command.option(
      {.names = "-s,--server",
       .value = "SERVER",
       .help = "A server, or several with commas between them; may be repeated. "
               "host, host:port, [v6]:port, the path of a unix socket, or "
               "memcache://USER@host:port",
       .default_text = "127.0.0.1:11211"},
      [&options](std::string_view value) -> Result<void> {
        options.servers.emplace_back(value);
        return {};
      },
      Arity::Many);
  const auto take_timeout = [&options](std::string_view value) -> Result<void> {
    auto taken = duration_into(options.timeout)(value);
    if (taken && options.timeout.count() == 0) {
      return fail(Errc::BadText, 0, "the time-out must be longer than nothing");
    }
    return taken;
  };
  command.option({.names = "-t,--timeout",
                  .value = "TIME",
                  .help = "Give up after TIME (500ms, 5s, 1m; bare digits are seconds); connecting "
                          "alone gets 1s at most",
                  .default_text = duration_text(options.timeout)},
                 take_timeout);
  command.option({.names = "--ring",
                  .value = "MODE",
                  .help = "How keys spread over several servers: as the client library of that "
                          "name does it; see mcbin locate",
                  .default_text = options.ring,
                  .choices = client::ring_mode_names()},
                 options.ring);
  command.option({.names = "--hash",
                  .value = "HASH",
                  .help = "The hash of keys in the rings ketama, ketama-spy and modula",
                  .default_text = options.hash,
                  .choices = client::key_hash_names()},
                 options.hash);
}

std::string duration_text(std::chrono::milliseconds duration) {
  const auto count = duration.count();
  return count % 1000 == 0 ? std::to_string(count / 1000) + "s" : std::to_string(count) + "ms";
}

}  // namespace mcbin::cmd
