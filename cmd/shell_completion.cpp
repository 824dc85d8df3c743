// Completion scripts for bash, zsh and fish: commands, options, and the values that are known.
#include "cmd/commands.hpp"
#include "cmd/generated_pages.hpp"
#include "cmd/help_topics.hpp"

#include <algorithm>

namespace mcbin::cmd {
namespace {

std::string notice(std::string_view shell) {
  return "# Made by 'mcbin generate " + std::string(shell) + "'; edit the option texts in cmd/.\n";
}

std::vector<Option> all_options(const Command& command) {
  std::vector<Option> all = command.options();
  const std::vector<Option>& standard = standard_options();
  all.insert(all.end(), standard.begin(), standard.end());
  return all;
}

std::string command_names(std::span<const Command> commands) {
  std::string names;
  for (const Command& command : commands) names += (names.empty() ? "" : " ") + command.text().name;
  return names;
}

/// The words that a value may be, separated by spaces; empty when anything goes.
std::string known_values(const Option& option, std::span<const Command> commands) {
  std::string words;
  const auto add = [&words](std::string_view word) {
    words += (words.empty() ? "" : " ") + std::string(word);
  };
  if (option.completes == Completes::Command) {
    add(command_names(commands));
    for (const HelpTopic& topic : help_topics()) add(topic.name);
  }
  for (const std::string& choice : option.choices) add(choice);
  for (const std::string& suggestion : option.suggestions) add(suggestion);
  return words;
}

bool takes_path(const Option& option) {
  return option.completes == Completes::File || option.completes == Completes::Directory;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : std::string(between)) + word;
  return all;
}

/// Inside single quotes of bash and zsh.
std::string single_quoted(std::string text) {
  return "'" + replaced(std::move(text), "'", "'\\''") + "'";
}

// bash ---------------------------------------------------------------------------------------

std::string bash_values(const Option& option, std::span<const Command> commands) {
  if (option.completes == Completes::File) return "compopt -o filenames; _mcbin_offer -f";
  if (option.completes == Completes::Directory) return "compopt -o filenames; _mcbin_offer -d";
  if (option.completes == Completes::Server) return "_mcbin_offer -W \"$(_mcbin_servers)\"";
  const std::string words = known_values(option, commands);
  return words.empty() ? std::string() : "_mcbin_offer -W " + single_quoted(words);
}

void append_bash_command(std::string& out, const Command& command,
                         std::span<const Command> commands) {
  std::vector<std::string> spellings;
  std::string values;
  std::string positional;
  for (const Option& option : all_options(command)) {
    const std::string offer = bash_values(option, commands);
    if (option.positional()) {
      if (positional.empty()) positional = offer;
      continue;
    }
    for (const std::string& spelling : option.spellings()) spellings.push_back(spelling);
    if (option.arity == Arity::Flag) continue;
    values += "      " + joined(option.spellings(), "|") + ") " +
              (offer.empty() ? "" : offer + "; ") + "return ;;\n";
  }
  out += "    " + command.text().name + ")\n";
  if (!values.empty())
    out += "      case $previous in\n" + replaced(values, "      -", "        -") + "      esac\n";
  out += "      options='" + joined(spellings, " ") + "'\n";
  out += "      if [[ $current != -* ]]; then\n        " + (positional.empty() ? ":" : positional) +
         "\n        return\n      fi\n      ;;\n";
}

// zsh ----------------------------------------------------------------------------------------

/// Inside the brackets of an option specification.
std::string zsh_help(const std::string& help) {
  std::string text = replaced(help, "\\", "\\\\");
  for (const std::string_view mark : {"[", "]", ":"})
    text = replaced(text, mark, "\\" + std::string(mark));
  return text;
}

std::string zsh_action(const Option& option, std::span<const Command> commands) {
  if (option.completes == Completes::Directory) return "_files -/";
  if (option.completes == Completes::File) return "_files";
  if (option.completes == Completes::Server) return "_mcbin_servers";
  const std::string words = known_values(option, commands);
  return words.empty() ? std::string(" ") : "(" + words + ")";
}

std::string zsh_spec(const Option& option, std::span<const Command> commands) {
  const std::string action = zsh_action(option, commands);
  if (option.positional()) {
    const std::string place = option.arity == Arity::Many ? "*" : "";
    const std::string colons = option.need == Need::Required || !place.empty() ? ":" : "::";
    return single_quoted(place + colons + option.names + ":" + action);
  }
  const std::vector<std::string> spellings = option.spellings();
  const std::string all = joined(spellings, " ");
  const bool repeats = option.arity == Arity::Many;
  std::string spec = repeats ? "'*'" : single_quoted("(" + all + ")");
  spec += spellings.size() > 1 ? "{" + joined(spellings, ",") + "}" : all;
  std::string rest = "[" + zsh_help(short_help(option)) + "]";
  if (option.arity != Arity::Flag) rest += ":" + option.value + ":" + action;
  return spec + single_quoted(rest);
}

void append_zsh_command(std::string& out, const Command& command,
                        std::span<const Command> commands) {
  out += "        " + command.text().name + ")\n          _arguments -s -S";
  for (const Option& option : all_options(command)) {
    out += " \\\n            " + zsh_spec(option, commands);
  }
  out += "\n          ;;\n";
}

// fish ---------------------------------------------------------------------------------------

std::string fish_quoted(std::string text) {
  return "'" + replaced(replaced(std::move(text), "\\", "\\\\"), "'", "\\'") + "'";
}

void append_fish_option(std::string& out, const Option& option, const std::string& condition,
                        std::span<const Command> commands) {
  const std::string words = known_values(option, commands);
  std::string line = "complete -c mcbin -n " + fish_quoted(condition);
  if (option.positional()) {
    if (words.empty() && !takes_path(option)) return;
    line += takes_path(option) ? " -F" : " -a " + fish_quoted(words);
  } else {
    for (const std::string& spelling : option.spellings()) {
      line +=
          spelling.starts_with("--") ? " -l " + spelling.substr(2) : " -s " + spelling.substr(1);
    }
    if (option.arity != Arity::Flag) line += takes_path(option) ? " -r -F" : " -x";
    if (!words.empty()) line += " -a " + fish_quoted(words);
    if (option.completes == Completes::Server) line += " -a '(__mcbin_servers)'";
  }
  out += line + " -d " + fish_quoted(short_help(option)) + "\n";
}

}  // namespace

std::string short_help(const Option& option) {
  std::size_t end = option.help.size();
  for (const std::string_view particulars : {"; ", ": ", " ("}) {
    end = std::min(end, option.help.find(particulars));
  }
  return option.help.substr(0, end);
}

std::string bash_completion(std::span<const Command> commands) {
  std::string out = notice("bash") + R"(
_mcbin_offer() {
  mapfile -t COMPREPLY < <(compgen "$@" -- "$current")
}

# The servers that the environment names.
_mcbin_servers() {
  local servers="${MCBIN_SERVERS-} ${MEMCACHIER_SERVERS-}"
  servers+=" ${MEMCACHED_SERVERS-} ${MEMCACHE_SERVERS-}"
  printf '%s\n' "${servers//,/ }"
}

_mcbin() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} options=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
)";
  out += "    _mcbin_offer -W '" + command_names(commands) + " -h --help -V --version'\n";
  out += "    return\n  fi\n  case ${COMP_WORDS[1]} in\n";
  for (const Command& command : commands) append_bash_command(out, command, commands);
  out +=
      "    *) return ;;\n  esac\n  _mcbin_offer -W \"$options\"\n}\n\ncomplete -F _mcbin mcbin\n";
  return out;
}

std::string zsh_completion(std::span<const Command> commands) {
  std::string out = "#compdef mcbin\n" + notice("zsh") + R"(
# The servers that the environment names.
_mcbin_servers() {
  local servers="$MCBIN_SERVERS,$MEMCACHIER_SERVERS,$MEMCACHED_SERVERS,$MEMCACHE_SERVERS"
  local -a names
  names=(${(s: :)${servers//,/ }})
  compadd -a names
}

_mcbin() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
)";
  for (const Command& command : commands) {
    out +=
        "    " + single_quoted(command.text().name + ":" + zsh_help(command.text().summary)) + "\n";
  }
  out += R"(  )
  _arguments -C \
    '(- *)'{-h,--help}'[Print this help and exit]' \
    '(- *)'{-V,--version}'[Print the version and exit]' \
    '1:command:->command' \
    '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
)";
  for (const Command& command : commands) append_zsh_command(out, command, commands);
  out += R"(      esac
      ;;
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _mcbin "$@"
else
  compdef _mcbin mcbin
fi
)";
  return out;
}

std::string fish_completion(std::span<const Command> commands) {
  std::string out = notice("fish") + R"(
function __mcbin_command_is
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test "$words[2]" = $argv[1]
end

function __mcbin_no_command
    test (count (commandline -opc)) -eq 1
end

# The servers that the environment names.
function __mcbin_servers
    for servers in $MCBIN_SERVERS $MEMCACHIER_SERVERS $MEMCACHED_SERVERS $MEMCACHE_SERVERS
        string split -n ' ' -- (string replace -a , ' ' -- $servers)
    end
end

complete -c mcbin -f
)";
  for (const Option& option : standard_options()) {
    append_fish_option(out, option, "__mcbin_no_command", commands);
  }
  for (const Command& command : commands) {
    out += "\ncomplete -c mcbin -n __mcbin_no_command -a " + command.text().name + " -d " +
           fish_quoted(command.text().summary) + "\n";
    const std::string condition = "__mcbin_command_is " + command.text().name;
    for (const Option& option : all_options(command)) {
      append_fish_option(out, option, condition, commands);
    }
  }
  return out;
}

}  // namespace mcbin::cmd
