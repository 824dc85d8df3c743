// What the readers of the single libraries share; for this room's own files.
#pragma once

#include "mcbin/values/read_value.hpp"

#include <optional>

namespace mcbin::values {

/// A value and the flags beside it, as they were stored.
struct Stored {
  std::uint32_t flags = 0;
  ByteView bytes = {};
  std::size_t unpacked_bytes_max = kUnpackedBytesMax;
};

[[nodiscard]] ReadValue read_python(ClientLibrary library, const Stored& stored);
[[nodiscard]] ReadValue read_php(const Stored& stored);
[[nodiscard]] ReadValue read_ruby(const Stored& stored);
[[nodiscard]] ReadValue read_java(const Stored& stored);
[[nodiscard]] ReadValue read_memjs(const Stored& stored);
/// Finds the writer by flags and bytes and lets its reader do the rest.
[[nodiscard]] ReadValue read_guessed(const Stored& stored);

// The parts of an answer -------------------------------------------------------------------------

[[nodiscard]] ReadValue plain(ValueType type, ByteView content);
[[nodiscard]] ReadValue plain(ValueType type, std::string_view content);
/// Text where `bytes` are valid UTF-8, else bytes.
[[nodiscard]] ReadValue text_or_bytes(ByteView bytes);
[[nodiscard]] ReadValue object(std::string format, ByteView bytes);
/// `bytes` as they are stored, with the reason why they cannot be what the flags say.
[[nodiscard]] ReadValue damaged(std::string problem, ByteView bytes);
/// Integer when `bytes` are decimal digits, with a minus perhaps; else Damaged.
[[nodiscard]] ReadValue decimal(ByteView bytes);

[[nodiscard]] bool is_utf8(ByteView bytes);
[[nodiscard]] bool is_decimal(ByteView bytes);
/// Whether `bytes` are a decimal number with point or exponent, or an infinity or NaN.
[[nodiscard]] bool is_real(ByteView bytes);
/// The shortest decimal text that reads back as `number`.
[[nodiscard]] std::string real_text(double number);

// How other languages' serializers look ----------------------------------------------------------

/// "Python pickle, protocol 4", or nothing when `bytes` do not look like one.
[[nodiscard]] std::optional<std::string> pickle_format(ByteView bytes);
[[nodiscard]] bool looks_like_marshal(ByteView bytes);
[[nodiscard]] bool looks_like_java(ByteView bytes);
/// What PHP's serialize() writes: `i:1;`, `a:2:{...}`, `N;`.
[[nodiscard]] bool looks_like_php(ByteView bytes);

}  // namespace mcbin::values
