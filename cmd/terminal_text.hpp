// Bytes made fit for a terminal: what could move the cursor, change colours or fake a prompt is
// shown instead of obeyed.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace mcbin::cmd {

/// Bytes of a key that quoted_key shows at most.
inline constexpr std::size_t kKeyBytesShown = 80;

/// `bytes` with control characters and bytes that are not UTF-8 as \xNN and backslashes as they
/// are; line ends and tabs stay. Ends with a line end, one is added when `bytes` has none there.
[[nodiscard]] std::string terminal_text(ByteView bytes);

/// `text` on one line, everything unprintable as \xNN: valid UTF-8 whatever it was.
[[nodiscard]] std::string printable_text(std::string_view text);

/// The first `max` bytes on one line of printable UTF-8: everything else as \xNN; "..." says that
/// there was more.
[[nodiscard]] std::string printable(std::string_view text, std::size_t max);

/// `key` in quotes for a message, on one line: everything unprintable as \xNN, long keys cut.
[[nodiscard]] std::string quoted_key(std::string_view key);

}  // namespace mcbin::cmd
