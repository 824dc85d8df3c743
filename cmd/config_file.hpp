// A configuration file as sections of names and words. What the names mean is invocation.cpp's
// business.
#pragma once

#include "mcbin/base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcbin::cmd {

/// A file is read whole; more than this is no configuration.
inline constexpr std::size_t kConfigBytesMax = 1024 * 1024;

/// `name = value` or `name = [value, value]`.
struct ConfigEntry {
  std::string section;  // "serve" below [serve]; empty above the first section
  std::string name;
  std::vector<std::string> words;  // without quotes
};

/// Reads the part of TOML that settings need: sections, comments, and one value or one list on a
/// line. Strings stand in quotes; words without spaces and commas may do without. What the parsing
/// library would misread (an escape, a # in quotes, a list over several lines) is refused.
/// @return Errc::BadConfiguration with "line N: reason" as detail.
[[nodiscard]] Result<std::vector<ConfigEntry>> parse_config(std::string_view text);

/// parse_config of the file at `path`.
/// @return also Errc::BadConfiguration when it cannot be read; the detail begins with the path.
[[nodiscard]] Result<std::vector<ConfigEntry>> read_config_file(const std::string& path);

}  // namespace mcbin::cmd
