#include "mcbin/capture/base64_text.hpp"

namespace mcbin::capture {

namespace {

constexpr unsigned kGroupLetters = 4;

constexpr std::optional<std::uint8_t> base64_value(char letter) {
  if (letter >= 'A' && letter <= 'Z') return static_cast<std::uint8_t>(letter - 'A');
  if (letter >= 'a' && letter <= 'z') return static_cast<std::uint8_t>(letter - 'a' + 26);
  if (letter >= '0' && letter <= '9') return static_cast<std::uint8_t>(letter - '0' + 52);
  if (letter == '+' || letter == '-') return std::uint8_t{62};
  if (letter == '/' || letter == '_') return std::uint8_t{63};
  return std::nullopt;
}

constexpr bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

}  // namespace

/// Appends the bytes of a group of two, three or four letters and starts the next.
void Base64TextDecoder::flush_group(ByteVector& out) {
  const std::uint32_t bits = bits_ << (6 * (kGroupLetters - letters_));
  for (unsigned byte = 0; byte + 1 < letters_; ++byte) {
    out.push_back(static_cast<Byte>(bits >> (16 - 8 * byte)));
  }
  bits_ = 0;
  letters_ = 0;
}

Result<void> Base64TextDecoder::feed(std::string_view text, ByteVector& out) {
  for (const char letter : text) {
    const std::uint64_t at = at_++;
    if (is_blank(letter)) continue;
    if (letter == '=') {
      if (padding_due_ > 0) {
        --padding_due_;
      } else if (letters_ >= 2) {
        padding_due_ = kGroupLetters - letters_ - 1;
        flush_group(out);
      } else {
        return fail(Errc::BadText, at, "padding where base64 has none");
      }
      continue;
    }
    const auto value = base64_value(letter);
    if (!value) return fail(Errc::BadText, at, "not a base64 letter: " + shown_letter(letter));
    if (padding_due_ > 0) return fail(Errc::BadText, at, "a second '=' is missing");
    bits_ = bits_ << 6U | *value;
    if (++letters_ == kGroupLetters) flush_group(out);
  }
  return {};
}

Result<void> Base64TextDecoder::finish(ByteVector& out) {
  if (letters_ == 1) return fail(Errc::BadText, at_, "the base64 text ends inside a byte");
  if (letters_ > 1) flush_group(out);
  return {};
}

}  // namespace mcbin::capture
