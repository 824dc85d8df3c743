// Keys as names of files: any bytes in, a harmless relative path out, and no two keys share one.
#pragma once

#include <string>
#include <string_view>

namespace mcbin::cmd {

/// Letters of a file name, well below what file systems allow.
inline constexpr std::size_t kFileNameLettersMax = 200;

/// The path below a directory for the value of `key`: letters, digits, `.`, `_` and `-` stay, every
/// other byte is %XX, and so is a leading dot. A long name goes on in directories whose names end
/// with `+`, which no name of a file does.
[[nodiscard]] std::string file_path_of_key(std::string_view key);

}  // namespace mcbin::cmd
