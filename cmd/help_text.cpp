// Layout of --help: 80 columns, options indented under their headings.
#include "cmd/help_text.hpp"

#include "cmd/commands.hpp"
#include "cmd/help_topics.hpp"

#include <algorithm>
#include <sstream>

namespace mcbin::cmd {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kHelpColumn = 28;

/// Appends `text` word by word; lines after the first start at column `indent`.
void append_wrapped(std::string& out, std::string_view text, std::size_t column,
                    std::size_t indent) {
  std::istringstream words{std::string(text)};
  std::string word;
  bool first = true;
  while (words >> word) {
    if (!first && column + 1 + word.size() > kColumns) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    first = false;
  }
  out += '\n';
}

void append_row(std::string& out, const std::string& heading, std::string_view help) {
  out += "  " + heading;
  std::size_t column = 2 + heading.size();
  if (column + 2 > kHelpColumn) {
    out += '\n';
    column = 0;
  }
  out += std::string(kHelpColumn - column, ' ');
  append_wrapped(out, help, kHelpColumn, kHelpColumn);
}

void append_paragraphs(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    out += '\n';
    append_wrapped(out, text.substr(0, end), 0, 0);
    text.remove_prefix(std::min(end + 2, text.size()));
  }
}

}  // namespace

std::string usage_line(const Command& command) {
  std::string line = "mcbin " + command.text().name + " [OPTION]...";
  for (const Option& option : command.options()) {
    if (!option.positional()) continue;
    const std::string word = option.names + (option.arity == Arity::Many ? "..." : "");
    line += option.need == Need::Required ? " " + word : " [" + word + "]";
  }
  return line;
}

std::string option_heading(const Option& option) {
  std::string heading;
  for (const std::string& spelling : option.spellings()) {
    heading += (heading.empty() ? "" : ", ") + spelling;
  }
  if (!option.value.empty()) heading += " " + option.value;
  if (option.positional() && option.arity == Arity::Many) heading += "...";
  return heading;
}

std::string option_help(const Option& option) {
  std::string help = option.help;
  if (!option.choices.empty()) {
    std::string choices;
    for (const std::string& choice : option.choices) {
      choices += (choices.empty() ? "" : ", ") + choice;
    }
    help += " (one of: " + choices + ")";
  }
  if (!option.default_text.empty()) help += " (default: " + option.default_text + ")";
  return help;
}

std::string command_help(const Command& command) {
  std::string out = "Usage: " + usage_line(command) + "\n\n";
  append_wrapped(out, command.text().summary + ".", 0, 0);
  if (!command.text().examples.empty()) out += "\nExamples:\n";
  for (const std::string& example : command.text().examples) out += "  " + example + "\n";
  append_paragraphs(out, command.text().description);
  const auto positional = [](const Option& option) { return option.positional(); };
  const std::vector<Option>& options = command.options();
  if (std::any_of(options.begin(), options.end(), positional)) {
    out += "\nArguments:\n";
    for (const Option& option : options) {
      if (option.positional()) append_row(out, option_heading(option), option_help(option));
    }
  }
  out += "\nOptions:\n";
  for (const std::vector<Option>* list : {&options, &standard_options()}) {
    for (const Option& option : *list) {
      if (!option.positional()) append_row(out, option_heading(option), option_help(option));
    }
  }
  return out;
}

std::string program_help(std::span<const Command> commands) {
  std::string out = "Usage: mcbin COMMAND [OPTION]...\n\n";
  append_wrapped(out,
                 "A toolkit for the memcache binary protocol: a server, a shell client and a "
                 "frame decoder.",
                 0, 0);
  out += "\nCommands:\n";
  for (const Command& command : commands) {
    append_row(out, command.text().name, command.text().summary);
  }
  out += "\nTopics:\n";
  for (const HelpTopic& topic : help_topics()) {
    append_row(out, std::string(topic.name), topic.summary);
  }
  out += "\nOptions:\n";
  for (const Option& option : standard_options()) {
    append_row(out, option_heading(option), option_help(option));
  }
  out += "\n'mcbin help COMMAND' and 'mcbin help TOPIC' explain them.\n";
  return out;
}

}  // namespace mcbin::cmd
