// FastLZ, with which php-memcached compresses by default. Debian has no library of it, so the two
// levels of its format are unpacked here; packing is not needed, as PHP reads zlib as well.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <cstddef>

namespace mcbin::values {

/// Unpacks a whole FastLZ block of either level into exactly `plain_bytes` bytes.
/// @return Errc::BadText (at_byte: in `packed`) when it is damaged or has another length.
[[nodiscard]] Result<ByteVector> unpack_fast_lz(ByteView packed, std::size_t plain_bytes);

}  // namespace mcbin::values
