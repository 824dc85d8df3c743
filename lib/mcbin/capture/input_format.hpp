// What a recording is made of, guessed from its first bytes. Knows how bytes are written down, not
// what they say.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mcbin::capture {

enum class InputFormat : std::uint8_t {
  Raw,      // the bytes themselves
  HexText,  // hex digits, perhaps with blanks, colons, commas, 0x or \x between the bytes
  HexDump,  // lines of an offset, hex digits and perhaps characters: xxd, hexdump -C, gdb
  Escaped,  // letters and escapes as in a string literal of C
  Base64,
  JsonLines,  // what dump-frame writes
  Pcap,
  PcapNg,
  Gzip,
  Zstandard,
};

/// How many bytes from the front guess_format() should see.
inline constexpr std::size_t kGuessBytes = 4096;

/// The format of a recording that starts with `head`. Text that is neither hex nor base64 is Raw.
[[nodiscard]] InputFormat guess_format(ByteView head);

/// The two hex formats told apart, for a recording that is known to be hex.
[[nodiscard]] InputFormat guess_hex_format(ByteView head);

/// What a person calls `format`: "a pcap capture", "hex text", ...
[[nodiscard]] std::string_view format_name(InputFormat format);

}  // namespace mcbin::capture
