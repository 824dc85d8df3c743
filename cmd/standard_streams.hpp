// Standard output and standard error: data goes to the one, talk to the other.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <string>
#include <string_view>

namespace mcbin::cmd {

/// Writes all of `bytes` to standard output. When its reader has gone the program ends as SIGPIPE
/// would end it (141 in a shell), as every filter does.
/// @return Errc::WriteFailed, for example when a disk is full.
[[nodiscard]] Result<void> write_stdout(ByteView bytes);
[[nodiscard]] Result<void> write_stdout(std::string_view text);

/// Writes "mcbin: SENTENCE" and a line end to standard error, in one piece; in place of a line that
/// stands there for the moment.
void say(std::string_view sentence);

/// Shows `line` on standard error, a terminal, for the moment: in place of the last such line,
/// until it is cleared or something is said.
void show_for_now(std::string_view line);
void clear_for_now();

/// Writes `text` to standard error as it is.
void write_stderr(std::string_view text);

/// Whether standard input, output or error is a terminal.
[[nodiscard]] bool stdin_is_terminal();
[[nodiscard]] bool stdout_is_terminal();
[[nodiscard]] bool stderr_is_terminal();

/// The next line of standard input without its end, as a person types it.
[[nodiscard]] std::string read_terminal_line();

/// Ignores SIGPIPE, so that a lost connection is an error and not the end of the program.
void ignore_broken_pipes();

}  // namespace mcbin::cmd
