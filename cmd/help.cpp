// `mcbin help [COMMAND]`: the same text as `mcbin COMMAND --help`.
#include "cmd/close_match.hpp"
#include "cmd/commands.hpp"
#include "cmd/help_text.hpp"
#include "cmd/standard_streams.hpp"

#include <algorithm>
#include <memory>

namespace mcbin::cmd {
namespace {

struct HelpOptions {
  std::string command;
};

Result<ExitCode> run(const HelpOptions& options) {
  const std::vector<Command> commands = all_commands();
  const auto named = [&](const Command& each) { return each.text().name == options.command; };
  const auto found = std::find_if(commands.begin(), commands.end(), named);
  if (!options.command.empty() && found == commands.end()) {
    std::vector<std::string> known;
    for (const Command& command : commands) known.push_back(command.text().name);
    return fail(
        Errc::BadConfiguration, 0,
        "there is no command '" + options.command + "'" + did_you_mean(options.command, known));
  }
  const auto written =
      write_stdout(found == commands.end() ? program_help(commands) : command_help(*found));
  if (!written) return tl::unexpected(written.error());
  return ExitCode::Ok;
}

}  // namespace

Command help_command() {
  auto options = std::make_shared<HelpOptions>();
  Command command({
      .name = "help",
      .summary = "explain a command",
      .description = "Prints the help of COMMAND, or the list of commands.",
  });
  command.option(
      {.names = "COMMAND", .help = "The command to explain", .completes = Completes::Command},
      options->command);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
