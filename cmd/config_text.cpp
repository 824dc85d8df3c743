// Settings as the text of a configuration file.
#include "cmd/invocation.hpp"

#include <algorithm>

namespace mcbin::cmd {
namespace {

constexpr std::size_t kOriginColumn = 44;

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string quoted_word(const std::string& word) {
  if (is_number(word)) return word;
  const bool literal = word.find_first_of("\"\\") != std::string::npos;
  const char quote = literal ? '\'' : '"';
  return quote + word + quote;
}

std::string value_text(const Option& option, const std::vector<std::string>& words) {
  if (option.arity == Arity::Flag) {
    return words.size() > 1 ? std::to_string(words.size()) : words.empty() ? "false" : "true";
  }
  if (words.size() == 1) return quoted_word(words.front());
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + quoted_word(word);
  return "[" + text + "]";
}

std::string origin_text(const Setting& setting) {
  switch (setting.origin) {
    case Origin::Default:
      return "default";
    case Origin::File:
      return "file " + setting.source;
    case Origin::Variable:
      return "environment " + setting.source;
    case Origin::CommandLine:
      return "command line";
  }
  return {};
}

std::string setting_line(const Option& option, const Setting& setting) {
  std::vector<std::string> words = setting.words;
  std::string line = setting.name + " = ";
  std::string origin = origin_text(setting);
  if (setting.origin == Origin::Default && option.arity != Arity::Flag) {
    if (option.default_text.empty()) {
      line.insert(0, "# ");
      origin = "default: not set";
    } else {
      words = {option.default_text};
      line += value_text(option, words);
    }
  } else {
    line += value_text(option, words);
  }
  line.resize(std::max(line.size() + 2, kOriginColumn), ' ');
  return line + "# " + origin + "\n";
}

}  // namespace

std::string config_text(const Command& command, std::span<const Setting> settings) {
  std::string text = "[" + command.text().name + "]\n";
  for (std::size_t at = 0; at < settings.size(); ++at) {
    const Option& option = command.options()[at];
    if (option.settable != Settable::Anywhere || option.positional()) continue;
    text += setting_line(option, settings[at]);
  }
  return text;
}

}  // namespace mcbin::cmd
