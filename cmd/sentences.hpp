// What people and scripts are told when something fails: one sentence and one exit code.
#pragma once

#include "cmd/exit_codes.hpp"
#include "mcbin/base/error.hpp"

#include <string>

namespace mcbin::cmd {

/// The exit code for a failure that is not an answer of the server.
[[nodiscard]] ExitCode exit_code_for(Errc code);

/// One sentence without a full stop: the particulars where there are some, else the class.
[[nodiscard]] std::string sentence_for(const Error& error);

}  // namespace mcbin::cmd
