// What a subcommand says about itself: its texts, its options with their targets, and what to run.
// This one description feeds the parser (command_line.cpp), the help (help_text.cpp), the manual
// pages and the completions. No parsing library here.
#pragma once

#include "cmd/exit_codes.hpp"
#include "cmd/option_values.hpp"
#include "mcbin/base/error.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace mcbin::cmd {

/// What a shell should offer for a value.
enum class Completes : std::uint8_t { Nothing, File, Directory, Command, Server };
enum class Need : std::uint8_t { Optional, Required };
enum class Arity : std::uint8_t { Flag, One, Many };

/// Where an option of a configurable command may be set; each includes those before it.
enum class Settable : std::uint8_t { OnCommandLine, InEnvironment, Anywhere };

/// Whether a new value is taken while the command runs, when it is told to reload.
enum class Reload : std::uint8_t { No, Yes };

/// The options that every configurable command has.
inline constexpr std::string_view kConfig = "config";
inline constexpr std::string_view kPrintConfig = "print-config";

struct Invocation;  // invocation.hpp

/// Takes one value of an option; a failure's `detail` is the sentence shown to the user.
using TakeValue = std::function<Result<void>(std::string_view value)>;

/// One option or positional argument.
struct Option {
  std::string names;       // "-e,--expire", or a word in capitals for a positional
  std::string value = {};  // what the value is called: "TTL"; empty for flags and positionals
  std::string help;        // one sentence or more, without the final full stop of a heading
  std::string default_text = {};              // shown when there is one
  std::vector<std::string> choices = {};      // the only values allowed, when not empty
  std::vector<std::string> suggestions = {};  // values that shells offer; others are allowed, too
  Completes completes = Completes::Nothing;   // for values without choices
  Need need = Need::Optional;
  Settable settable = Settable::Anywhere;
  Reload reload = Reload::No;
  Arity arity = Arity::One;  // set by the Command method that adds it
  TakeValue take = {};       // set by the Command method that adds it

  [[nodiscard]] bool positional() const { return !names.starts_with('-'); }
  /// The spellings: {"-e", "--expire"}.
  [[nodiscard]] std::vector<std::string> spellings() const;
  /// The long spelling without its dashes; of a positional its word.
  [[nodiscard]] std::string long_name() const;
};

/// One subcommand. The targets that options write to must live as long as the command; keep them
/// in a shared_ptr that the run function owns.
class Command {
 public:
  struct Text {
    std::string name;                        // "get"
    std::string summary;                     // one line: "print the values of keys"
    std::string description;                 // paragraphs, separated by an empty line
    std::vector<std::string> examples = {};  // command lines, which --help shows first
  };
  using Run = std::function<Result<ExitCode>()>;
  using RunInvocation = std::function<Result<ExitCode>(const Invocation& invocation)>;

  explicit Command(Text text) : text_(std::move(text)) {}

  /// Sets `target` to true.
  void flag(Option option, bool& target);
  /// Counts how often the flag is given.
  void count(Option option, unsigned& target);
  /// Hands each value to `take`. With Arity::Many the option may repeat; a positional takes all.
  void option(Option option, TakeValue take, Arity arity = Arity::One);
  void option(Option option, std::string& target);
  void option(Option option, std::optional<std::string>& target);
  void option(Option option, std::vector<std::string>& target);

  /// Lets the options be set by the environment and by a file, too, and adds the options for that:
  /// to be called last.
  void configurable();

  void run(Run function) {
    run_ = [function = std::move(function)](const Invocation&) { return function(); };
  }
  /// For commands that want to know what they were told, and by whom.
  void run_invocation(RunInvocation function) { run_ = std::move(function); }

  [[nodiscard]] const Text& text() const { return text_; }
  /// In the order in which they were added; --help and --version come last.
  [[nodiscard]] const std::vector<Option>& options() const { return options_; }
  [[nodiscard]] bool is_configurable() const { return configurable_; }
  [[nodiscard]] Result<ExitCode> execute(const Invocation& invocation) const {
    return run_(invocation);
  }

 private:
  Text text_;
  std::vector<Option> options_;
  RunInvocation run_;
  bool configurable_ = false;
};

/// Hands `value` to the option, if it is one of its choices.
/// @return Errc::BadText with a sentence.
[[nodiscard]] Result<void> take_value(const Option& option, std::string_view value);

/// Reads a number (decimal or 0x hex) into `target`, at most `max`.
template <typename Integer>
requires std::is_unsigned_v<Integer>
[[nodiscard]] TakeValue number_into(Integer& target,
                                    Integer max = std::numeric_limits<Integer>::max()) {
  return [&target, max](std::string_view value) -> Result<void> {
    const auto number = parse_unsigned(value, max);
    if (!number) return tl::unexpected(number.error());
    target = static_cast<Integer>(*number);
    return {};
  };
}

/// Reads a size (64m, 2g) in bytes into `target`; bare digits count `bare_unit_bytes` each.
[[nodiscard]] TakeValue size_into(std::uint64_t& target, std::uint64_t bare_unit_bytes = 1);

/// Reads a duration (30s, 1h30m, bare seconds) into `target`.
[[nodiscard]] TakeValue duration_into(std::chrono::milliseconds& target);

/// Reads an expiry (30s, 7d, 0, @DATE) into `target`.
[[nodiscard]] TakeValue expiry_into(Expiry& target);

}  // namespace mcbin::cmd
