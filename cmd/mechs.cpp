// `mcbin mechs`: in which ways servers let people log in.
#include "cmd/commands.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

std::string joined_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
  return text.empty() ? "none" : text;
}

Result<ExitCode> run(const ServerOptions& options) {
  auto fleet = ServerFleet::open(options, ServerFleet::Login::No);
  if (!fleet) return tl::unexpected(fleet.error());
  Outcome outcome;
  std::string lines;
  fleet->ask_each(outcome, [&](client::Client& client, Deadline deadline, std::size_t server) {
    auto found = client.mechanisms(deadline);
    if (!found) return found;
    const codec::Status status = found->answer.status;
    if (status == codec::Status::Ok || status == codec::Status::UnknownCommand) {
      lines += fleet->name(server) + "\t" + joined_names(found->names) + "\n";
    } else {
      outcome.note(exit_code_for(status));
      say(refusal_sentence("list mechanisms of", fleet->name(server), status,
                           found->answer.message));
    }
    return found;
  });
  if (auto written = write_stdout(lines); !written) return tl::unexpected(written.error());
  return outcome.exit_code();
}

}  // namespace

Command mechs_command() {
  auto options = std::make_shared<ServerOptions>();
  Command command({
      .name = "mechs",
      .summary = "list the ways in which servers let people log in",
      .description =
          "Writes a line for each server: its address, a tab, and the SASL mechanisms that it "
          "offers, or none when it asks for no login. No login is needed to ask, and none is made.",
      .examples = {"mcbin mechs -s cache1"},
  });
  add_server_options(command, *options);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
