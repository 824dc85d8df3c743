// The inverse of read_value: the bytes and the flags that a client library would have stored for a
// value of a simple type, so that it reads that value back.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/values/client_library.hpp"
#include "mcbin/values/read_value.hpp"

#include <cstdint>

namespace mcbin::values {

struct WrittenValue {
  std::uint32_t flags = 0;
  ByteVector bytes = {};
};

enum class Pack : std::uint8_t { Never, Always };

/// What `library` stores for `content`, a value of `type` (Text, Bytes, Integer, Float or Boolean)
/// in the same spelling in which read_value returns it; a Boolean may also be 1 or 0. With
/// Pack::Always it is compressed in the library's own way.
///
/// @return Errc::BadText with a sentence when `content` is not of that type, or when the library
///         has no way to mark it; Errc::BadConfiguration for Auto and None.
[[nodiscard]] Result<WrittenValue> write_value(ClientLibrary library, ValueType type,
                                               ByteView content, Pack pack = Pack::Never);

}  // namespace mcbin::values
