// `mcbin help [COMMAND]`: the same text as `mcbin COMMAND --help`, or that of a topic.
#include "cmd/close_match.hpp"
#include "cmd/commands.hpp"
#include "cmd/help_text.hpp"
#include "cmd/help_topics.hpp"
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
  const auto about = [&](const HelpTopic& each) { return each.name == options.command; };
  const auto topics = help_topics();
  const auto topic = std::find_if(topics.begin(), topics.end(), about);
  std::string text;
  if (options.command.empty()) {
    text = program_help(commands);
  } else if (found != commands.end()) {
    text = command_help(*found);
  } else if (topic != topics.end()) {
    text = topic->text();
  } else {
    std::vector<std::string> known;
    for (const Command& command : commands) known.push_back(command.text().name);
    for (const HelpTopic& each : topics) known.emplace_back(each.name);
    return fail(Errc::BadConfiguration, 0,
                "there is no command or topic '" + options.command + "'" +
                    did_you_mean(options.command, known));
  }
  const auto written = write_stdout(text);
  if (!written) return tl::unexpected(written.error());
  return ExitCode::Ok;
}

}  // namespace

Command help_command() {
  auto options = std::make_shared<HelpOptions>();
  Command command({
      .name = "help",
      .summary = "explain a command",
      .description = "Prints the help of COMMAND, or the list of commands. COMMAND may also be a "
                     "topic: exit-codes, flags, ttl or uri.",
      .examples = {"mcbin help get", "mcbin help ttl"},
  });
  command.option({.names = "COMMAND",
                  .help = "The command or topic to explain",
                  .completes = Completes::Command},
                 options->command);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
