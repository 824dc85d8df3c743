// A source over another: the bytes that a recording stands for, whatever it is written in.
#pragma once

#include "mcbin/capture/byte_source.hpp"
#include "mcbin/capture/input_format.hpp"

#include <memory>
#include <optional>

namespace mcbin::capture {

/// What the user says the recording is. Hex covers both hex formats.
enum class WantedFormat : std::uint8_t { Guess, Raw, Hex, Escaped, Base64, JsonLines, Capture };

/// A recording ready to be read, and what it turned out to be.
struct DecodedSource {
  InputFormat format = InputFormat::Raw;  // of what was packed, if it was
  bool packed = false;                    // with gzip or zstd
  std::unique_ptr<ByteSource> bytes;
};

/// Looks at the front of `source` and returns a source of the bytes it stands for. Files packed
/// with gzip and zstd are unpacked, unless Raw is wanted. Captures and lines of JSON are named, not
/// decoded: their bytes come as they are. Memory stays below a few kPieceBytes, what unpacking
/// takes (compressed_source.hpp), plus HexDumpDecoder::kRepeatBytesMax for a dump with "*".
/// @return Errc::ReadFailed, and what the sources of compressed_source.hpp return.
[[nodiscard]] Result<DecodedSource> decode_source(std::unique_ptr<ByteSource> source,
                                                  WantedFormat wanted);

}  // namespace mcbin::capture
