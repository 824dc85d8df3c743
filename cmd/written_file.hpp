// Files that a command writes.
#pragma once

#include "mcbin/base/error.hpp"

#include <string>
#include <string_view>

namespace mcbin::cmd {

/// Writes `text` to a new file at `path`, or over an old one.
/// @return Errc::WriteFailed with a sentence.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view text);

}  // namespace mcbin::cmd
