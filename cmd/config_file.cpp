// CLI11's TOML reader behind a guard: it passes over what it does not understand, so each line is
// judged first.
#include "cmd/config_file.hpp"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <system_error>

namespace mcbin::cmd {
namespace {

constexpr std::string_view kSpace = " \t\r";
constexpr std::string_view kWhole = "write it as name = value";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool is_bare(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= 'a' && letter <= 'z') ||
         std::string_view("-_.:/@+").find(letter) != std::string_view::npos;
}

/// Reads one line's value from the front. Each step says what is wrong, or nothing. What is right
/// is copied without the spaces inside lists, which the library would take for further values.
class ValueJudge {
 public:
  ValueJudge(std::string_view text, std::string& copy) : rest_(text), copy_(copy) {}

  std::optional<std::string> judge() {
    auto problem = rest_.starts_with('[') ? judge_list() : judge_word();
    if (problem) return problem;
    skip_space();
    if (rest_.empty() || rest_.starts_with('#')) return std::nullopt;
    return "a value with spaces or commas stands in quotes";
  }

 private:
  void skip_space() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(kSpace), rest_.size()));
  }

  std::optional<std::string> judge_word() {
    if (rest_.empty()) return "a value is missing";
    const char quote = rest_.front();
    if (quote == '"' || quote == '\'') return judge_quoted(quote);
    std::size_t length = 0;
    while (length < rest_.size() && is_bare(rest_[length])) ++length;
    if (length == 0) return "this value stands in quotes";
    take(length);
    return std::nullopt;
  }

  std::optional<std::string> judge_quoted(char quote) {
    const std::size_t end = rest_.find(quote, 1);
    if (end == std::string_view::npos) return "a quote is not closed";
    const std::string_view inside = rest_.substr(1, end - 1);
    if (inside.find('#') != std::string_view::npos) return "a value cannot hold a #";
    if (quote == '"' && inside.find('\\') != std::string_view::npos) {
      return "escapes are not read; put the value into single quotes";
    }
    if (inside.find_first_of(quote == '"' ? "'`" : "\"`") != std::string_view::npos) {
      return "a value cannot hold a quote";
    }
    take(end + 1);
    return std::nullopt;
  }

  std::optional<std::string> judge_list() {
    take(1);
    for (;;) {
      skip_space();
      if (rest_.empty() || rest_.starts_with('#')) return "a list ends on its line, with ]";
      if (auto problem = judge_word()) return problem;
      skip_space();
      if (rest_.starts_with(']')) break;
      if (!rest_.starts_with(',')) return "a comma stands between the values of a list";
      take(1);
    }
    take(1);
    return std::nullopt;
  }

  void take(std::size_t size) {
    copy_ += rest_.substr(0, size);
    rest_.remove_prefix(size);
  }

  std::string_view rest_;
  std::string& copy_;
};

/// What is wrong with a line, or nothing; then it is appended to `copy`.
std::optional<std::string> judge_line(std::string_view line, std::string& copy) {
  line = trimmed(line);
  if (line.empty() || line.starts_with('#')) return std::nullopt;
  if (line.starts_with('[')) {
    const std::string_view name = trimmed(line.substr(1, line.size() - 2));
    const auto bare = [](char letter) { return is_bare(letter); };
    if (!line.ends_with(']') || name.empty() || !std::all_of(name.begin(), name.end(), bare)) {
      return "a section looks like [serve], and nothing follows it";
    }
    copy += line;
    return std::nullopt;
  }
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return std::string(kWhole);
  const std::string_view name = trimmed(line.substr(0, equals));
  if (name.empty()) return std::string(kWhole);
  for (const char letter : name) {
    if (!is_bare(letter)) return "a name holds letters, digits and dashes";
  }
  copy += std::string(name) + " = ";
  return ValueJudge(trimmed(line.substr(equals + 1)), copy).judge();
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ".") + part;
  return text;
}

}  // namespace

Result<std::vector<ConfigEntry>> parse_config(std::string_view text) {
  std::string copy;
  std::size_t number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    ++number;
    if (const auto problem = judge_line(rest.substr(0, end), copy)) {
      return fail(Errc::BadConfiguration, number,
                  "line " + std::to_string(number) + ": " + *problem);
    }
    copy += '\n';
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::vector<ConfigEntry> entries;
  std::istringstream input{copy};
  for (const CLI::ConfigItem& item : CLI::ConfigTOML().from_config(input)) {
    if (item.name == "++" || item.name == "--") continue;  // where a section begins and ends
    entries.push_back({joined(item.parents), item.name, item.inputs});
  }
  return entries;
}

Result<std::vector<ConfigEntry>> read_config_file(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text(kConfigBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad()) {
    const std::string reason = std::error_code(errno, std::generic_category()).message();
    return fail(Errc::BadConfiguration, 0, path + ": " + reason);
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kConfigBytesMax) {
    return fail(Errc::BadConfiguration, 0, path + ": more than 1 MiB is no configuration");
  }
  auto entries = parse_config(text);
  if (entries) return entries;
  return fail(Errc::BadConfiguration, entries.error().at_byte,
              path + ", " + entries.error().detail);
}

}  // namespace mcbin::cmd
