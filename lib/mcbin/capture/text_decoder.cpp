#include "mcbin/capture/text_decoder.hpp"

namespace mcbin::capture {

std::string shown_letter(char letter) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto code = static_cast<std::uint8_t>(letter);
  if (code > 0x20 && code < 0x7f) return std::string("'") + letter + "'";
  return std::string("the byte 0x") + kDigits[code >> 4U] + kDigits[code & 15U];
}

}  // namespace mcbin::capture
