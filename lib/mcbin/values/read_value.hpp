// What a stored value says, given the client library that wrote it: compression undone, numbers and
// truth values as text. Objects of other languages are named, never built: nothing stored in a
// cache is executed here.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/values/client_library.hpp"
#include "mcbin/values/compression.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mcbin::values {

enum class ValueType : std::uint8_t {
  Text,     // valid UTF-8, or called text by its flags
  Bytes,    // any bytes
  Integer,  // content is decimal text
  Float,    // content is decimal text, or inf, -inf, nan
  Boolean,  // content is "true" or "false"
  Null,     // content is "null"
  Date,     // content is the ISO 8601 text of a moment, in UTC, with milliseconds
  Object,   // serialized by `format`; content is the serialized bytes
  Unknown,  // flags that the library does not write; content is the value as it is stored
  Damaged,  // the bytes contradict the flags, see `problem`; content is the value as stored
};

/// "text", "bytes", "int", "float", "bool", "null", "date", "object", "unknown", "damaged".
[[nodiscard]] std::string_view type_name(ValueType type);

struct ReadValue {
  ClientLibrary library = ClientLibrary::None;  // the writer; None: the flags tell nothing
  ValueType type = ValueType::Bytes;
  Compression compression = Compression::None;  // what was undone
  std::string format = {};                      // of an Object: "Python pickle, protocol 4"
  std::string problem = {};                     // of a Damaged: one sentence
  ByteVector content = {};
};

/// Reads `value` as `library` would. With Auto the writer is guessed from flags and bytes; what
/// several libraries write alike is named after the most common one. None reads nothing into it.
///
/// @param unpacked_bytes_max  what a compressed value may unpack to; more is Damaged.
[[nodiscard]] ReadValue read_value(ClientLibrary library, std::uint32_t flags, ByteView value,
                                   std::size_t unpacked_bytes_max = kUnpackedBytesMax);

}  // namespace mcbin::values
