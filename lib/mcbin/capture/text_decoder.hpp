// From bytes written down as text back to the bytes, piece by piece: the interface, and what the
// decoders share. One decoder a format: hex_text.hpp, hex_dump.hpp, base64_text.hpp.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::capture {

/// Reads one text. After an error it is spent; what was decoded before it has been appended.
class TextDecoder {
 public:
  virtual ~TextDecoder() = default;

  /// Appends to `out` the bytes that `text`, the next piece, spells.
  /// @return Errc::BadText (at_byte = offset of the letter in the whole text) with a sentence.
  [[nodiscard]] virtual Result<void> feed(std::string_view text, ByteVector& out) = 0;

  /// The text ends here. @return Errc::BadText when it ends inside a byte.
  [[nodiscard]] virtual Result<void> finish(ByteVector& out) = 0;
};

/// The value of a hex digit in either case.
[[nodiscard]] constexpr std::optional<std::uint8_t> hex_value(char letter) {
  if (letter >= '0' && letter <= '9') return static_cast<std::uint8_t>(letter - '0');
  if (letter >= 'a' && letter <= 'f') return static_cast<std::uint8_t>(letter - 'a' + 10);
  if (letter >= 'A' && letter <= 'F') return static_cast<std::uint8_t>(letter - 'A' + 10);
  return std::nullopt;
}

/// `letter` as a message can show it: quoted, or as a number when it does not print.
[[nodiscard]] std::string shown_letter(char letter);

}  // namespace mcbin::capture
