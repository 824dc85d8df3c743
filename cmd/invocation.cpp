// Precedence, and the checks that need all commands: unknown names, sections and variables.
#include "cmd/invocation.hpp"

#include "cmd/close_match.hpp"
#include "cmd/commands.hpp"
#include "cmd/config_file.hpp"

#include <algorithm>

namespace mcbin::cmd {
namespace {

constexpr std::uint64_t kFlagTimesMax = 16;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// The words of a flag that is written as a value: true, false, or how many times.
Result<std::vector<std::string>> flag_words(const std::string& value) {
  for (const char* yes : {"true", "yes", "on"}) {
    if (value == yes) return std::vector<std::string>{""};
  }
  for (const char* no : {"false", "no", "off"}) {
    if (value == no) return std::vector<std::string>{};
  }
  const auto times = parse_unsigned(value, kFlagTimesMax);
  if (!times) return fail(Errc::BadText, 0, "'" + value + "' is neither true nor false");
  return std::vector<std::string>(*times);
}

class Reader {
 public:
  Reader(const Command& command, const Environment& environment)
      : command_(command), environment_(environment) {}

  Result<Invocation> read(std::span<const std::string> words);

 private:
  Result<void> read_file(const std::string& path);
  Result<void> take_entry(const std::string& path, const ConfigEntry& entry);
  Result<void> read_environment();
  Result<void> hand_over() const;
  void note_unused_variables();
  [[nodiscard]] std::string config_path() const;
  [[nodiscard]] std::size_t find(std::string_view name) const;
  [[nodiscard]] bool settable(std::size_t at, Settable least) const {
    return command_.options()[at].settable >= least && !command_.options()[at].positional();
  }
  Result<void> put(std::size_t at, Origin origin, const std::string& source,
                   std::vector<std::string> words);

  const Command& command_;
  const Environment& environment_;
  Invocation invocation_;
};

Result<Invocation> Reader::read(std::span<const std::string> words) {
  invocation_.words.assign(words.begin(), words.end());
  auto given = parse_words(command_, words);
  if (!given) return tl::unexpected(given.error());
  invocation_.request = given->request;
  for (const Option& option : command_.options()) {
    invocation_.settings.push_back({option.long_name(), Origin::Default, {}, {}});
  }
  if (given->request != Request::Run) return std::move(invocation_);
  for (std::size_t at = 0; at < invocation_.settings.size(); ++at) {
    if (given->options[at].empty()) continue;
    Setting& setting = invocation_.settings[at];
    setting.origin = Origin::CommandLine;
    setting.words = std::move(given->options[at]);
  }
  if (command_.is_configurable()) {
    if (auto read = read_environment(); !read) return tl::unexpected(read.error());
    const std::string path = config_path();
    if (!path.empty()) {
      if (auto read = read_file(path); !read) return tl::unexpected(read.error());
    }
    note_unused_variables();
  }
  if (auto handed = hand_over(); !handed) return tl::unexpected(handed.error());
  const std::size_t print = find(kPrintConfig);
  const bool asked =
      print < invocation_.settings.size() && !invocation_.settings[print].words.empty();
  if (asked) invocation_.request = Request::PrintConfig;
  return std::move(invocation_);
}

std::size_t Reader::find(std::string_view name) const {
  const auto& settings = invocation_.settings;
  const auto named = [&](const Setting& setting) { return setting.name == name; };
  return static_cast<std::size_t>(std::find_if(settings.begin(), settings.end(), named) -
                                  settings.begin());
}

std::string Reader::config_path() const {
  const std::size_t at = find(kConfig);
  if (at == invocation_.settings.size() || invocation_.settings[at].words.empty()) return {};
  return invocation_.settings[at].words.back();
}

/// Sets one option, unless a stronger origin has done so.
Result<void> Reader::put(std::size_t at, Origin origin, const std::string& source,
                         std::vector<std::string> words) {
  Setting& setting = invocation_.settings[at];
  if (command_.options()[at].arity == Arity::Flag) {
    if (words.size() != 1) return fail(Errc::BadText, 0, "it is true or false");
    auto flags = flag_words(words.front());
    if (!flags) return tl::unexpected(flags.error());
    words = std::move(*flags);
  }
  if (setting.origin > origin) return {};
  setting.origin = origin;
  setting.source = source;
  setting.words = std::move(words);
  return {};
}

Result<void> Reader::read_environment() {
  for (std::size_t at = 0; at < invocation_.settings.size(); ++at) {
    const std::string variable = variable_name(invocation_.settings[at].name);
    const auto found = environment_.find(variable);
    if (found == environment_.end() || !settable(at, Settable::InEnvironment)) continue;
    if (is_service_link(found->second)) {
      invocation_.notes.push_back(variable + "=" + found->second +
                                  " is not used: it looks like a service link of Kubernetes");
      continue;
    }
    if (auto put_in = put(at, Origin::Variable, variable, {found->second}); !put_in) {
      return fail(Errc::BadConfiguration, 0, variable + ": " + put_in.error().detail);
    }
  }
  return {};
}

Result<void> Reader::read_file(const std::string& path) {
  const auto entries = read_config_file(path);
  if (!entries) return tl::unexpected(entries.error());
  std::vector<std::string> sections;
  for (const Command& command : all_commands()) sections.push_back(command.text().name);
  for (const ConfigEntry& entry : *entries) {
    if (!entry.section.empty() &&
        std::find(sections.begin(), sections.end(), entry.section) == sections.end()) {
      return fail(Errc::BadConfiguration, 0,
                  path + ": there is no section [" + entry.section + "]" +
                      did_you_mean(entry.section, sections));
    }
    // What stands above the first section is for every command that reads the file.
    if (!entry.section.empty() && entry.section != command_.text().name) continue;
    if (auto taken = take_entry(path, entry); !taken) return taken;
  }
  return {};
}

Result<void> Reader::take_entry(const std::string& path, const ConfigEntry& entry) {
  const std::size_t at = find(entry.name);
  if (at == invocation_.settings.size() || !settable(at, Settable::Anywhere)) {
    std::vector<std::string> known;
    for (std::size_t each = 0; each < invocation_.settings.size(); ++each) {
      if (settable(each, Settable::Anywhere)) known.push_back(invocation_.settings[each].name);
    }
    return fail(Errc::BadConfiguration, 0,
                path + ": unknown setting '" + entry.name + "'" + did_you_mean(entry.name, known));
  }
  const Setting& before = invocation_.settings[at];
  if (before.origin == Origin::File) {
    return fail(Errc::BadConfiguration, 0, path + ": " + entry.name + " is set twice");
  }
  if (entry.words.size() > 1 && command_.options()[at].arity != Arity::Many) {
    return fail(Errc::BadConfiguration, 0,
                path + ": " + entry.name + " takes one value, not a list: " + joined(entry.words));
  }
  if (auto put_in = put(at, Origin::File, path, entry.words); !put_in) {
    return fail(Errc::BadConfiguration, 0, path + ": " + entry.name + ": " + put_in.error().detail);
  }
  return {};
}

/// Hands every given word to its option.
Result<void> Reader::hand_over() const {
  for (std::size_t at = 0; at < invocation_.settings.size(); ++at) {
    const Setting& setting = invocation_.settings[at];
    const Option& option = command_.options()[at];
    for (const std::string& word : setting.words) {
      const auto taken = take_value(option, word);
      if (taken) continue;
      std::string place = option.spellings().back();
      if (setting.origin == Origin::Variable) place = setting.source;
      if (setting.origin == Origin::File) place = setting.source + ": " + setting.name;
      return fail(Errc::BadConfiguration, taken.error().at_byte,
                  place + ": " + taken.error().detail);
    }
  }
  return {};
}

/// A misspelt variable would be a setting that silently is not set. Variables of other commands and
/// of other programs are none of our business, so only near misses are told.
void Reader::note_unused_variables() {
  std::vector<std::string> known;
  for (std::size_t at = 0; at < invocation_.settings.size(); ++at) {
    if (settable(at, Settable::InEnvironment)) {
      known.push_back(variable_name(invocation_.settings[at].name).substr(kVariablePrefix.size()));
    }
  }
  for (const auto& [name, value] : environment_) {
    const std::string word = name.substr(kVariablePrefix.size());
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    const std::string match = close_match(word, known);
    if (match.empty() || is_service_link(value)) continue;
    invocation_.notes.push_back(name + " is not used (did you mean " +
                                std::string(kVariablePrefix) + match + "?)");
  }
}

}  // namespace

Result<Invocation> read_settings(const Command& command, std::span<const std::string> words,
                                 const Environment& environment) {
  return Reader(command, environment).read(words);
}

}  // namespace mcbin::cmd
