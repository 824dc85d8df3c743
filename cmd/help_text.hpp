// The help that --help prints, made from the commands' own descriptions.
#pragma once

#include "cmd/command.hpp"

#include <span>
#include <string>

namespace mcbin::cmd {

/// The help of one command.
[[nodiscard]] std::string command_help(const Command& command);

/// The help of the program: its commands, one line each.
[[nodiscard]] std::string program_help(std::span<const Command> commands);

/// "mcbin get [OPTION]... KEY..."
[[nodiscard]] std::string usage_line(const Command& command);

/// "-e, --expire TTL"
[[nodiscard]] std::string option_heading(const Option& option);

/// The option's help as sentences, with its choices and its default.
[[nodiscard]] std::string option_help(const Option& option);

}  // namespace mcbin::cmd
