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
enum class Completes : std::uint8_t { Nothing, File, Directory, Command };
enum class Need : std::uint8_t { Optional, Required };
enum class Arity : std::uint8_t { Flag, One, Many };

/// Takes one value of an option; a failure's `detail` is the sentence shown to the user.
using TakeValue = std::function<Result<void>(std::string_view value)>;

/// One option or positional argument.
struct Option {
  std::string names;       // "-e,--expire", or a word in capitals for a positional
  std::string value = {};  // what the value is called: "TTL"; empty for flags and positionals
  std::string help;        // one sentence or more, without the final full stop of a heading
  std::string default_text = {};             // shown when there is one
  std::vector<std::string> choices = {};     // the only values allowed, when not empty
  Completes completes = Completes::Nothing;  // for values without choices
  Need need = Need::Optional;
  Arity arity = Arity::One;  // set by the Command method that adds it
  TakeValue take = {};       // set by the Command method that adds it

  [[nodiscard]] bool positional() const { return !names.starts_with('-'); }
  /// The spellings: {"-e", "--expire"}.
  [[nodiscard]] std::vector<std::string> spellings() const;
};

/// One subcommand. The targets that options write to must live as long as the command; keep them
/// in a shared_ptr that the run function owns.
class Command {
 public:
  struct Text {
    std::string name;         // "get"
    std::string summary;      // one line: "print the values of keys"
    std::string description;  // paragraphs, separated by an empty line
  };
  using Run = std::function<Result<ExitCode>()>;

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

  void run(Run function) { run_ = std::move(function); }

  [[nodiscard]] const Text& text() const { return text_; }
  /// In the order in which they were added; --help and --version come last.
  [[nodiscard]] const std::vector<Option>& options() const { return options_; }
  [[nodiscard]] Result<ExitCode> execute() const { return run_(); }

 private:
  Text text_;
  std::vector<Option> options_;
  Run run_;
};

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
