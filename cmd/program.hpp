// The whole program as one function: choose the command, read its options, run it, say what failed.
#pragma once

#include "cmd/exit_codes.hpp"

#include <span>
#include <string>

namespace mcbin::cmd {

/// Runs the command line `words` (without the program's own name). Data goes to standard output,
/// at most one sentence about a failure to standard error.
[[nodiscard]] ExitCode run_program(std::span<const std::string> words);

}  // namespace mcbin::cmd
