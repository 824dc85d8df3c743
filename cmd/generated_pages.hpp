// The files that are made from the commands' own descriptions: manual pages and shell completions.
// Pure text in, text out; generate.cpp writes the files.
#pragma once

#include "cmd/command.hpp"

#include <span>
#include <string>
#include <string_view>

namespace mcbin::cmd {

/// mcbin(1), the page of the program, in mdoc. `tail` is the hand-written end of the page, in which
/// the lines @exit-status@ and @see-also@ stand for those sections.
[[nodiscard]] std::string program_manual(std::span<const Command> commands, std::string_view tail);

/// mcbin-NAME(1), the page of one command.
[[nodiscard]] std::string command_manual(std::span<const Command> commands, const Command& command,
                                         std::string_view tail);

/// The completion script of a shell.
[[nodiscard]] std::string bash_completion(std::span<const Command> commands);
[[nodiscard]] std::string zsh_completion(std::span<const Command> commands);
[[nodiscard]] std::string fish_completion(std::span<const Command> commands);

/// What a completion menu says about an option: its help up to the first particulars.
[[nodiscard]] std::string short_help(const Option& option);

/// `text` with every `from` replaced by `to`.
[[nodiscard]] std::string replaced(std::string text, std::string_view from, std::string_view to);

}  // namespace mcbin::cmd
