// CLI11 2.1.2 behind a guard: it only ever sees one command's options, takes every value as raw
// text, and its exceptions become one Error. Values are read by the options' own grammar.
#include "cmd/command_line.hpp"

#include "cmd/argument_guard.hpp"
#include "cmd/close_match.hpp"
#include "cmd/commands.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace mcbin::cmd {
namespace {

constexpr std::string_view kEndOfOptions = "--";

void describe(CLI::App& app, const Option& option, std::vector<std::string>& given) {
  if (option.arity == Arity::Flag) {
    const auto take = [&given](std::int64_t count) {
      given.resize(static_cast<std::size_t>(count));
    };
    app.add_flag_function(option.names, take)->disable_flag_override();
    return;
  }
  const CLI::callback_t take = [&given](const CLI::results_t& words) {
    for (const std::string& word : words) given.emplace_back(unguard_argument(word));
    return true;
  };
  CLI::Option* added = app.add_option(option.names, take);
  added->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  if (option.positional() && option.arity == Arity::Many) added->expected(-1);
  if (option.need == Need::Required) added->required();
}

std::vector<std::string> long_spellings(const Command& command) {
  std::vector<std::string> all;
  const auto collect = [&all](const std::vector<Option>& options) {
    for (const Option& option : options) {
      if (!option.positional()) all.push_back(option.spellings().back());
    }
  };
  collect(command.options());
  collect(standard_options());
  return all;
}

/// What is wrong with the words that nobody wanted; `extras` is not empty.
std::string unexpected_sentence(const Command& command, const std::vector<std::string>& extras) {
  // The library reports the -- that ends the options among its leftovers.
  const bool options_ended = extras.front() == kEndOfOptions && extras.size() > 1;
  const std::string word(unguard_argument(extras[options_ended ? 1 : 0]));
  if (options_ended || !word.starts_with('-')) return "unexpected argument '" + word + "'";
  const std::string name = word.substr(0, word.find('='));
  const std::vector<std::string> known = long_spellings(command);
  const std::string hint = did_you_mean(name, known);
  return "unknown option '" + name + "'" +
         (hint.empty() ? " (an argument that begins with - goes behind --)" : hint);
}

/// `name: 1 required TEXT missing` and the like begin with the option's name.
std::string named_by(const CLI::Error& error) {
  const std::string what = error.what();
  const std::string name = what.substr(0, what.find_first_of(": "));
  return name.substr(name.rfind(',') + 1);
}

/// The library names a flag without its dashes.
std::string mismatch_sentence(const Command& command, const std::string& name) {
  for (const Option& option : command.options()) {
    const std::string spelling = option.spellings().back();
    if (spelling != name && spelling != "--" + name) continue;
    return spelling + (option.arity == Arity::Flag ? " takes no value" : " needs a value");
  }
  return name + " takes no value";
}

tl::unexpected<Error> refuse(std::string sentence) {
  return fail(Errc::BadConfiguration, 0, std::move(sentence));
}

}  // namespace

Result<GivenWords> parse_words(const Command& command, std::span<const std::string> words) {
  CLI::App app;
  GivenWords given;
  given.options.resize(command.options().size());
  app.set_help_flag("-h,--help", "help");
  app.set_version_flag("-V,--version", "version");
  for (std::size_t at = 0; at < given.options.size(); ++at) {
    describe(app, command.options()[at], given.options[at]);
  }

  // The library takes its words from the back.
  std::vector<std::string> reversed;
  for (auto word = words.rbegin(); word != words.rend(); ++word) {
    reversed.push_back(guard_argument(*word));
  }
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    given.request = Request::Help;
  } catch (const CLI::CallForVersion&) {
    given.request = Request::Version;
  } catch (const CLI::ExtrasError&) {
    return refuse(unexpected_sentence(command, app.remaining(true)));
  } catch (const CLI::RequiredError& error) {
    // A key that looks like an option is the likely reason why the key is missing.
    const std::vector<std::string> extras = app.remaining(true);
    if (!extras.empty()) return refuse(unexpected_sentence(command, extras));
    return refuse(named_by(error) + " is missing");
  } catch (const CLI::ParseError& error) {
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) == nullptr) return refuse(error.what());
    return refuse(mismatch_sentence(command, named_by(error)));
  }
  for (std::size_t at = 0; at < given.options.size() && given.request == Request::Run; ++at) {
    const Option& option = command.options()[at];
    if (option.arity == Arity::One && given.options[at].size() > 1) {
      return refuse(option.spellings().back() + " is given twice");
    }
  }
  return given;
}

}  // namespace mcbin::cmd
