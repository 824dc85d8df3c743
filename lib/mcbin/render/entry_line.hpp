// The inverse of value_line.hpp: a line of JSON as something to store. What `mcbin get --json`
// prints can be read back; fields that only describe are passed over, a misspelt one is an error.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::render {

struct Entry {
  std::string key;
  ByteVector value;
  std::optional<std::uint32_t> flags;
  std::optional<std::string> expire;  // as on the command line: "30s", "1h", "@2030-12-31"
};

/// Reads one line: {"key": ..., "value": ..., "flags": ..., "expire": ...}, key and value as text
/// or as "key_b64" and "value_b64"; an expiry may also be a number of seconds.
/// @return nothing for a line that says that there was no value; Errc::BadText with a sentence.
[[nodiscard]] Result<std::optional<Entry>> read_entry_line(std::string_view line);

}  // namespace mcbin::render
