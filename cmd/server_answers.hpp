// What a server's status means to a shell script: an exit code and one sentence.
#pragma once

#include "cmd/exit_codes.hpp"
#include "mcbin/codec/status.hpp"

#include <string>
#include <string_view>

namespace mcbin::cmd {

[[nodiscard]] ExitCode exit_code_for(codec::Status status);

/// "cannot store 'k': the value is too large for the server (...)". `action` is "store" or "get";
/// `message` is the server's own text, shown when the status says nothing to us.
[[nodiscard]] std::string refusal_sentence(std::string_view action, std::string_view key,
                                           codec::Status status, std::string_view message);

}  // namespace mcbin::cmd
