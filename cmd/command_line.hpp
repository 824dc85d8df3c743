// From the words of a command line to the targets of one command's options. The only user of the
// parsing library (CLI11); its exit codes and sentences never leave command_line.cpp.
#pragma once

#include "cmd/command.hpp"
#include "mcbin/base/error.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace mcbin::cmd {

/// What the words ask for.
enum class Request : std::uint8_t { Run, Help, Version };

/// Reads `words` (without program and command name) into the targets of `command`'s options.
/// @return Errc::BadConfiguration with a sentence in `detail`.
[[nodiscard]] Result<Request> read_command_line(const Command& command,
                                                std::span<const std::string> words);

}  // namespace mcbin::cmd
