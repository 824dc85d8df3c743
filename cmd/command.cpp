// The ways in which an option's value reaches its target.
#include "cmd/command.hpp"

#include "cmd/close_match.hpp"
#include "mcbin/base/check.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::cmd {

std::vector<std::string> Option::spellings() const {
  std::vector<std::string> all;
  std::size_t from = 0;
  while (from <= names.size()) {
    const std::size_t comma = std::min(names.find(',', from), names.size());
    all.push_back(names.substr(from, comma - from));
    from = comma + 1;
  }
  return all;
}

std::string Option::long_name() const {
  const std::string name = spellings().back();
  return name.substr(std::min(name.find_first_not_of('-'), name.size()));
}

void Command::configurable() {
  configurable_ = true;
  // What they say is acted on where settings are read: invocation.cpp and program.cpp.
  const auto nothing_to_do = [](std::string_view) -> Result<void> { return {}; };
  option({.names = "--" + std::string(kConfig),
          .value = "FILE",
          .help = "Read settings from FILE, which is TOML: the long names of options without "
                  "dashes, in a section [" +
                  text_.name + "]; the command line and the environment win",
          .completes = Completes::File,
          .settable = Settable::InEnvironment},
         nothing_to_do);
  option({.names = "--" + std::string(kPrintConfig),
          .help = "Print every setting with its origin, and exit; --config can read it",
          .settable = Settable::OnCommandLine},
         nothing_to_do, Arity::Flag);
}

void Command::option(Option option, TakeValue take, Arity arity) {
  MCBIN_CHECK(!option.names.empty() && !option.help.empty());
  option.arity = arity;
  option.take = std::move(take);
  options_.push_back(std::move(option));
}

void Command::flag(Option option, bool& target) {
  const auto take = [&target](std::string_view) -> Result<void> {
    target = true;
    return {};
  };
  this->option(std::move(option), take, Arity::Flag);
}

void Command::count(Option option, unsigned& target) {
  const auto take = [&target](std::string_view) -> Result<void> {
    ++target;
    return {};
  };
  this->option(std::move(option), take, Arity::Flag);
}

void Command::option(Option option, std::string& target) {
  this->option(std::move(option), [&target](std::string_view value) -> Result<void> {
    target = value;
    return {};
  });
}

void Command::option(Option option, std::optional<std::string>& target) {
  this->option(std::move(option), [&target](std::string_view value) -> Result<void> {
    target = value;
    return {};
  });
}

void Command::option(Option option, std::vector<std::string>& target) {
  const auto take = [&target](std::string_view value) -> Result<void> {
    target.emplace_back(value);
    return {};
  };
  this->option(std::move(option), take, Arity::Many);
}

Result<void> take_value(const Option& option, std::string_view value) {
  if (option.choices.empty() ||
      std::find(option.choices.begin(), option.choices.end(), value) != option.choices.end()) {
    return option.take(value);
  }
  std::string allowed;
  for (const std::string& choice : option.choices) {
    allowed += (allowed.empty() ? "" : ", ") + choice;
  }
  return fail(
      Errc::BadText, 0,
      "'" + std::string(value) + "' is none of: " + allowed + did_you_mean(value, option.choices));
}

TakeValue size_into(std::uint64_t& target, std::uint64_t bare_unit_bytes) {
  return [&target, bare_unit_bytes](std::string_view value) -> Result<void> {
    const auto size = parse_size(value, bare_unit_bytes);
    if (!size) return tl::unexpected(size.error());
    target = *size;
    return {};
  };
}

TakeValue duration_into(std::chrono::milliseconds& target) {
  return [&target](std::string_view value) -> Result<void> {
    const auto duration = parse_duration(value);
    if (!duration) return tl::unexpected(duration.error());
    target = *duration;
    return {};
  };
}

TakeValue expiry_into(Expiry& target) {
  return [&target](std::string_view value) -> Result<void> {
    const auto expiry = parse_expiry(value);
    if (!expiry) return tl::unexpected(expiry.error());
    target = *expiry;
    return {};
  };
}

}  // namespace mcbin::cmd
