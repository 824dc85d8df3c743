// From the words of a command line to the targets of one command's options. The only user of the
// parsing library (CLI11); its exit codes and sentences never leave command_line.cpp.
#pragma once

#include "cmd/command.hpp"
#include "mcbin/base/error.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// What the words ask for.
enum class Request : std::uint8_t { Run, PrintConfig, Help, Version };

/// The words of a command line, sorted by option.
struct GivenWords {
  Request request = Request::Run;
  /// For each option of the command, in its order, the values it was given; a flag has one empty
  /// word for each time.
  std::vector<std::vector<std::string>> options;
};

/// Sorts `words` (without program and command name) by the options of `command`, whose targets stay
/// as they are.
/// @return Errc::BadConfiguration with a sentence in `detail`.
[[nodiscard]] Result<GivenWords> parse_words(const Command& command,
                                             std::span<const std::string> words);

}  // namespace mcbin::cmd
