// `mcbin flush`: drops everything that servers hold.
#include "cmd/commands.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/base/clock.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

struct FlushOptions {
  Expiry delay;
  bool yes = false;
  bool all = false;
  ServerOptions server;
};

std::string names_of(const ServerFleet& fleet) {
  std::string names;
  for (std::size_t server = 0; server < fleet.size(); ++server) {
    names += (server == 0 ? "" : server + 1 == fleet.size() ? " and " : ", ") + fleet.name(server);
  }
  return names;
}

/// Whether a person says yes.
/// @return Errc::BadConfiguration when there is nobody to ask.
Result<bool> asked(const ServerFleet& fleet) {
  if (!stdin_is_terminal()) {
    return fail(Errc::BadConfiguration, 0,
                "everything at " + names_of(fleet) +
                    " would go, and nobody can be asked here; give --yes to mean it");
  }
  write_stderr("mcbin: drop everything at " + names_of(fleet) + "? [y/N] ");
  const auto answer = read_terminal_line();
  return answer == "y" || answer == "Y" || answer == "yes";
}

Result<ExitCode> run(const FlushOptions& options) {
  const auto delay = wire_expiry(options.delay, system_clock().now().wall_ms / 1000);
  if (!delay) return tl::unexpected(delay.error());
  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  if (fleet->size() > 1 && !options.all) {
    return fail(Errc::BadConfiguration, 0,
                names_of(*fleet) + " are several servers; give --all to flush each of them");
  }
  if (!options.yes) {
    const auto agreed = asked(*fleet);
    if (!agreed) return tl::unexpected(agreed.error());
    if (!*agreed) {
      say("nothing is dropped");
      return ExitCode::Precondition;
    }
    fleet->restart_time();
  }
  Outcome outcome;
  fleet->ask_each(outcome, [&](client::Client& client, Deadline deadline, std::size_t server) {
    return client.flush(*delay, deadline).map([&](const client::Answer& answer) {
      if (answer.status == codec::Status::Ok) return;
      say(refusal_sentence("flush", fleet->name(server), answer.status, answer.message));
      outcome.note(exit_code_for(answer.status));
    });
  });
  return outcome.exit_code();
}

}  // namespace

Command flush_command() {
  auto options = std::make_shared<FlushOptions>();
  Command command({
      .name = "flush",
      .summary = "drop everything a server holds",
      .description =
          "Drops every value at the server, whoever stored it. Asks first; where there is no "
          "terminal to ask on, --yes is needed.",
      .examples = {"mcbin flush -s localhost:22122 --yes"},
  });
  command.flag({.names = "-y,--yes", .help = "Do not ask"}, options->yes);
  command.flag({.names = "--all", .help = "Flush every server, where there are several"},
               options->all);
  command.option({.names = "--delay",
                  .value = "TIME",
                  .help = "Not now but after 30s, 5m, 1h, or at a @DATE; what is stored until then "
                          "goes, too",
                  .default_text = "0"},
                 expiry_into(options->delay));
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
