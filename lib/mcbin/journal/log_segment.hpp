// A file of the log: its name and its first bytes, which say what it is, in which version of the
// format, and from which record on it goes. What follows is records, see record.hpp. Pure: no I/O.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::journal {

/// A new file is begun once one is this large.
inline constexpr std::uint64_t kSegmentBytes = 64ULL << 20;
/// The format that this program writes, and the only one it reads.
inline constexpr std::uint32_t kFormatVersion = 1;
inline constexpr std::size_t kSegmentHeaderBytes = 40;

struct SegmentHeader {
  std::uint64_t number = 0;            // as in the name; grows, with gaps
  std::uint64_t first_sequence = 0;    // of its first record
  std::uint64_t on_disk_sequence = 0;  // what had reached the disk when the file was begun
};

[[nodiscard]] std::array<Byte, kSegmentHeaderBytes> encode_segment_header(
    const SegmentHeader& header);

/// @return Errc::Truncated (at_byte = size), Errc::BadMagic (at_byte = 0) for a file of another
///         kind, Errc::BadConfiguration (at_byte = 8) for another version of the format,
///         Errc::BadText (at_byte = 36) when the checksum does not hold.
[[nodiscard]] Result<SegmentHeader> decode_segment_header(ByteView bytes);

/// "log-00000000000000000007".
[[nodiscard]] std::string segment_name(std::uint64_t number);

/// The number in such a name; nothing for any other name.
[[nodiscard]] std::optional<std::uint64_t> segment_number(std::string_view name);

}  // namespace mcbin::journal
