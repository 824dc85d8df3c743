// Dispatch by the first word. The program's own options are -h and -V only: everything else belongs
// to a command.
#include "cmd/program.hpp"

#include "cmd/close_match.hpp"
#include "cmd/commands.hpp"
#include "cmd/help_text.hpp"
#include "cmd/invocation.hpp"
#include "cmd/sentences.hpp"
#include "cmd/standard_streams.hpp"

#include <algorithm>

namespace mcbin::cmd {
namespace {

ExitCode report(const Error& error) {
  say(sentence_for(error));
  return exit_code_for(error.code);
}

ExitCode print(std::string_view text) {
  const auto written = write_stdout(text);
  return written ? ExitCode::Ok : report(written.error());
}

ExitCode print_version() {
  return print("mcbin " MCBIN_VERSION "\n");
}

ExitCode refuse_command(const std::string& word, const std::vector<Command>& commands) {
  std::vector<std::string> known;
  for (const Command& command : commands) known.push_back(command.text().name);
  const std::string hint = did_you_mean(word, known);
  const bool option = word.starts_with('-');
  say(std::string(option ? "unknown option '" : "unknown command '") + word + "'" +
      (hint.empty() ? " (see: mcbin --help)" : hint));
  return ExitCode::Usage;
}

ExitCode run_command(const Command& command, std::span<const std::string> words) {
  const auto invocation = read_settings(command, words, process_environment());
  if (!invocation) {
    say(sentence_for(invocation.error()) + " (see: mcbin " + command.text().name + " --help)");
    return ExitCode::Usage;
  }
  for (const std::string& note : invocation->notes) say(note);
  switch (invocation->request) {
    case Request::Help:
      return print(command_help(command));
    case Request::Version:
      return print_version();
    case Request::PrintConfig:
      return print(config_text(command, invocation->settings));
    case Request::Run:
      break;
  }
  const auto ended = command.execute(*invocation);
  return ended ? *ended : report(ended.error());
}

}  // namespace

ExitCode run_program(std::span<const std::string> words) {
  const std::vector<Command> commands = all_commands();
  if (words.empty()) {
    say("no command is given (see: mcbin --help)");
    return ExitCode::Usage;
  }
  const std::string& word = words.front();
  if (word == "-h" || word == "--help") return print(program_help(commands));
  if (word == "-V" || word == "--version") return print_version();
  const auto named = [&](const Command& command) { return command.text().name == word; };
  const auto found = std::find_if(commands.begin(), commands.end(), named);
  if (found == commands.end()) return refuse_command(word, commands);
  return run_command(*found, words.subspan(1));
}

}  // namespace mcbin::cmd
