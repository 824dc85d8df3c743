// `mcbin version`: the program's version, or those of servers.
#include "cmd/commands.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

struct VersionOptions {
  bool all = false;
  ServerOptions server;
};

Result<ExitCode> print_servers(const ServerOptions& options) {
  auto fleet = ServerFleet::open(options);
  if (!fleet) return tl::unexpected(fleet.error());
  Outcome outcome;
  std::string lines;
  fleet->ask_each(outcome, [&](client::Client& client, Deadline deadline, std::size_t server) {
    auto answer = client.version(deadline);
    if (!answer) return answer;
    outcome.note(exit_code_for(answer->status));
    if (answer->status == codec::Status::Ok) {
      lines += fleet->name(server) + "\t" + answer->message + "\n";
    } else {
      say(refusal_sentence("get the version of", fleet->name(server), answer->status,
                           answer->message));
    }
    return answer;
  });
  if (auto written = write_stdout(lines); !written) return tl::unexpected(written.error());
  return outcome.exit_code();
}

Result<ExitCode> run(const VersionOptions& options) {
  if (options.all || !options.server.servers.empty()) return print_servers(options.server);
  const auto written = write_stdout("mcbin " MCBIN_VERSION "\n");
  if (!written) return tl::unexpected(written.error());
  return ExitCode::Ok;
}

}  // namespace

Command version_command() {
  auto options = std::make_shared<VersionOptions>();
  Command command({
      .name = "version",
      .summary = "print the version of the program or of servers",
      .description =
          "Writes the program's name and version on one line.\n\n"
          "With --server, or with --all, it asks servers instead and writes a line for each: its "
          "address, a tab, and its version.",
      .examples = {"mcbin version", "mcbin version -s cache1,cache2"},
  });
  command.flag(
      {.names = "--all", .help = "Ask every server that the environment or client.conf names"},
      options->all);
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
