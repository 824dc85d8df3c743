// Values as files below a directory, each under the name that file_names.hpp gives its key.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <string>
#include <string_view>

namespace mcbin::cmd {

/// Writes `value` to the file of `key` below `directory`, which is made when it does not exist. The
/// file appears whole or not at all, and replaces one that is there; links are not followed.
/// @return Errc::WriteFailed with a sentence.
[[nodiscard]] Result<void> write_key_file(const std::string& directory, std::string_view key,
                                          ByteView value);

}  // namespace mcbin::cmd
