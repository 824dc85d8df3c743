// `mcbin locate KEY...`: which server keeps a key. Asks nobody.
#include "cmd/commands.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

struct LocateOptions {
  std::vector<std::string> keys;
  ServerOptions server;
};

Result<ExitCode> run(const LocateOptions& options) {
  for (const std::string& key : options.keys) {
    if (auto checked = check_key(key); !checked) return tl::unexpected(checked.error());
  }
  const auto fleet = ServerFleet::open(options.server, ServerFleet::Login::No);
  if (!fleet) return tl::unexpected(fleet.error());
  std::string lines;
  for (const std::string& key : options.keys) lines += fleet->name(fleet->server_of(key)) + "\n";
  if (auto written = write_stdout(lines); !written) return tl::unexpected(written.error());
  return ExitCode::Ok;
}

}  // namespace

Command locate_command() {
  auto options = std::make_shared<LocateOptions>();
  Command command({
      .name = "locate",
      .summary = "name the server that keeps a key",
      .description =
          "Writes, for each key, a line with the address of the server on which a client with the "
          "same list of servers keeps it. No server is asked.\n\n"
          "Clients choose differently; --ring names the one to follow. ketama-weighted is what "
          "libmemcached does when told to be compatible with libketama, ketama its "
          "MEMCACHED_DISTRIBUTION_CONSISTENT, modula its default and that of pylibmc and PHP; "
          "spymemcached and spymemcached-ketama, dalli, bmemcached and memjs are those clients' "
          "own ways, and rendezvous is pymemcache's. The order of the servers and the way they "
          "are written (name or address, with or without a port) matter to all of them.",
      .examples = {"mcbin locate -s cache1,cache2,cache3 session.17"},
  });
  command.option(
      {.names = "KEY",
       .help = "A key: 1 to 250 bytes of any kind; one that begins with - goes behind --",
       .need = Need::Required},
      options->keys);
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
