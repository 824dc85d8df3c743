// Bytes as text that any reader of JSON can take: UTF-8 where they are, else base64 or hex.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::render {

/// How many bytes from the front are whole, valid UTF-8 sequences (no surrogates, nothing overlong,
/// nothing beyond U+10FFFF).
[[nodiscard]] std::size_t utf8_prefix(ByteView bytes);

[[nodiscard]] inline bool is_utf8(ByteView bytes) {
  return utf8_prefix(bytes) == bytes.size();
}

/// Whether `bytes` are printable ASCII without quotes and backslashes: text that JSON takes as it
/// is.
[[nodiscard]] bool is_plain_text(ByteView bytes);

/// Whether `rest`, what follows the prefix, may be a sequence that was cut off rather than bytes
/// that are no UTF-8.
[[nodiscard]] bool is_cut_utf8(ByteView rest);

void append_base64(std::string& out, ByteView bytes);
void append_hex(std::string& out, ByteView bytes);

/// The bytes that hex digits, in lower or upper case, or base64 with its padding spell; nothing
/// when `text` is neither.
[[nodiscard]] std::optional<ByteVector> bytes_from_hex(std::string_view text);
[[nodiscard]] std::optional<ByteVector> bytes_from_base64(std::string_view text);

/// Appends the inside of a JSON string. @param text  valid UTF-8.
void append_json_escaped(std::string& out, std::string_view text);

}  // namespace mcbin::render
