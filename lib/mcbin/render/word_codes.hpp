// From the words that outputs show back to numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mcbin::render {

/// The opcode called `word` in either dialect, or 0x and hex digits.
[[nodiscard]] std::optional<std::uint8_t> opcode_from_word(std::string_view word);
/// The status called `word` in either dialect, or 0x and hex digits.
[[nodiscard]] std::optional<std::uint16_t> status_from_word(std::string_view word);

}  // namespace mcbin::render
