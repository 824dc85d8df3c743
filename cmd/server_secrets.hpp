// Where a password comes from without anybody else seeing it: a file of one's own, or the keyboard.
#pragma once

#include "mcbin/base/error.hpp"

#include <string>

namespace mcbin::cmd {

/// A password's length limit, with which nobody types one wrong.
inline constexpr std::size_t kPasswordBytesMax = 4096;

/// The content of `path` without the line end. A file that others may read is refused.
/// @return Errc::BadConfiguration with a sentence.
[[nodiscard]] Result<std::string> read_password_file(const std::string& path);

/// Asks on the terminal, whatever standard input and output are, without showing what is typed.
/// @return Errc::BadConfiguration when there is no terminal.
[[nodiscard]] Result<std::string> ask_password(const std::string& question);

}  // namespace mcbin::cmd
