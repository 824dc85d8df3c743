// Where recorded bytes come from: a file, standard input or memory, read in bounded pieces.
// What the bytes mean is not decided here.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace mcbin::capture {

/// Bytes in order, as many as the reader has room for. Not for two threads at once.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Reads up to space.size() bytes, at least one unless the source has ended.
  /// @return the bytes read, 0 at the end; or Errc::ReadFailed, and Errc::BadText or
  ///     Errc::TooLarge from sources that decode (at_byte counts in the text).
  [[nodiscard]] virtual Result<std::size_t> read(MutableByteView space) = 0;
};

/// Opens the file at `path`; "-" is standard input.
/// @return Errc::ReadFailed with a sentence in `detail`.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_source(const std::string& path);

/// A source over a copy of `bytes`.
[[nodiscard]] std::unique_ptr<ByteSource> memory_source(ByteView bytes);

/// A source that hands out `head` and then what `rest` has: for bytes that were looked at.
[[nodiscard]] std::unique_ptr<ByteSource> rewound_source(ByteVector head,
                                                         std::unique_ptr<ByteSource> rest);

/// Fills `space` from `source`, reading as often as it takes.
/// @return the bytes read, fewer than space.size() only at the end; errors as read().
[[nodiscard]] Result<std::size_t> read_fully(ByteSource& source, MutableByteView space);

}  // namespace mcbin::capture
