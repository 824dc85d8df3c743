// The settings of a command from all places: the command line, the environment, a configuration
// file, the defaults, in this order of precedence. Which option wins is decided here; what a value
// means is decided by the option itself, once, for the winner.
#pragma once

#include "cmd/command.hpp"
#include "cmd/command_line.hpp"
#include "cmd/environment.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::cmd {

/// Where a setting comes from; later ones win.
enum class Origin : std::uint8_t { Default, File, Variable, CommandLine };

/// One option, with what it was given.
struct Setting {
  std::string name;  // the long spelling without dashes; of an argument its word in capitals
  Origin origin = Origin::Default;
  std::string source;              // the variable or the file; empty for the other two
  std::vector<std::string> words;  // flags: one empty word for each time; empty by default
};

/// A command with everything that it was told.
struct Invocation {
  Request request = Request::Run;
  std::vector<std::string> words;  // of the command line
  std::vector<Setting> settings;   // one for each option of the command, in its order
  std::vector<std::string> notes;  // sentences for the user about what was not used
};

/// Finds the settings of `command` and hands each that was given to its option. Commands that are
/// not configurable() know their command line only.
/// @return Errc::BadConfiguration with a sentence that names the option, variable or file.
[[nodiscard]] Result<Invocation> read_settings(const Command& command,
                                               std::span<const std::string> words,
                                               const Environment& environment);

/// Every setting as a line of a configuration file, with its origin as a comment: what
/// --print-config prints, and --config reads.
[[nodiscard]] std::string config_text(const Command& command, std::span<const Setting> settings);

}  // namespace mcbin::cmd
