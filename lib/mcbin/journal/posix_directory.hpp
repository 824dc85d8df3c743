// The directory of the journal on a real disk, over the calls of POSIX.
#pragma once

#include "mcbin/journal/file_system.hpp"

#include <memory>
#include <string>

namespace mcbin::journal {

/// Opens the directory `path`, which exists.
/// @return Errc::ReadFailed with a sentence when it cannot be opened.
[[nodiscard]] Result<std::unique_ptr<Directory>> open_posix_directory(const std::string& path);

}  // namespace mcbin::journal
