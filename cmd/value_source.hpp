// Where `set` takes its value from: an argument, a file or standard input, byte for byte.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <cstddef>
#include <string>

namespace mcbin::cmd {

/// The largest value that is read: what the largest body of a request has room for.
inline constexpr std::size_t kValueBytesMax = 1024UL * 1024 * 1024 - 1024;

/// Reads all of the file `path`.
/// @return Errc::ReadFailed or Errc::TooLarge with a sentence.
[[nodiscard]] Result<ByteVector> read_value_file(const std::string& path,
                                                 std::size_t bytes_max = kValueBytesMax);

/// Reads standard input to its end; tells a person at a terminal that it waits.
[[nodiscard]] Result<ByteVector> read_value_stdin(std::size_t bytes_max = kValueBytesMax);

}  // namespace mcbin::cmd
