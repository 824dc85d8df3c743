// Sources over gzip and zstd files: unpacked piece by piece, in bounded memory. Files made of
// several members or frames are read to their end.
#pragma once

#include "mcbin/capture/byte_source.hpp"

#include <cstddef>
#include <memory>

namespace mcbin::capture {

/// The bytes that the gzip file in `packed` stands for. read() returns Errc::Truncated when it ends
/// too early and Errc::BadText where it is damaged (at_byte counts in the packed file); what was
/// unpacked before comes first.
[[nodiscard]] std::unique_ptr<ByteSource> gzip_source(std::unique_ptr<ByteSource> packed);

/// The same for zstd. Windows above kZstdWindowBytesMax are refused with Errc::TooLarge.
[[nodiscard]] std::unique_ptr<ByteSource> zstd_source(std::unique_ptr<ByteSource> packed);

inline constexpr unsigned kZstdWindowLogMax = 27;
inline constexpr std::size_t kZstdWindowBytesMax = std::size_t{1} << kZstdWindowLogMax;

}  // namespace mcbin::capture
