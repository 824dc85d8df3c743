// zlib and gzip streams, both ways, in one call each. A stream that swells beyond its bound is an
// error before the memory is used: a few kilobytes can unpack to gigabytes.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <cstddef>
#include <cstdint>

namespace mcbin::values {

/// What unpacking a value may yield, unless the caller says otherwise.
inline constexpr std::size_t kUnpackedBytesMax = 64UL * 1024 * 1024;

enum class Compression : std::uint8_t { None, Zlib, Gzip, FastLz };

/// "", "zlib", "gzip", "fastlz".
[[nodiscard]] std::string_view compression_name(Compression compression);

/// Whether `bytes` open like a zlib stream with a 32 KiB window, or like a gzip file.
[[nodiscard]] bool opens_zlib(ByteView bytes);
[[nodiscard]] bool opens_gzip(ByteView bytes);

/// Unpacks one zlib or gzip stream, whichever it is, that fills `packed`.
/// @return Errc::BadText for anything else, cut streams and bytes behind the end included;
///         Errc::TooLarge beyond `bytes_max`. Both with a sentence.
[[nodiscard]] Result<ByteVector> inflate_value(ByteView packed, std::size_t bytes_max);

/// Packs `plain` as a stream of that kind, Zlib or Gzip.
/// @return Errc::SystemFailed when there is no memory.
[[nodiscard]] Result<ByteVector> deflate_value(ByteView plain, Compression compression);

}  // namespace mcbin::values
