#include "mcbin/capture/hex_text.hpp"

namespace mcbin::capture {

namespace {
constexpr std::string_view kBetweenBytes = " \t\r\n:,;";

constexpr bool is_x(char letter) {
  return letter == 'x' || letter == 'X';
}
}  // namespace

Result<void> HexTextDecoder::feed(std::string_view text, ByteVector& out) {
  for (const char letter : text) {
    const auto digit = hex_value(letter);
    const std::uint64_t at = at_++;
    switch (state_) {
      case State::Between:
        if (digit) {
          high_ = *digit;
          may_be_prefix_ = letter == '0';
          state_ = State::HalfByte;
        } else if (letter == '\\') {
          state_ = State::Backslash;
        } else if (kBetweenBytes.find(letter) == std::string_view::npos) {
          return fail(Errc::BadText, at, "not a hex digit: " + shown_letter(letter));
        }
        break;
      case State::HalfByte:
        if (digit) {
          out.push_back(static_cast<Byte>(high_ * 16 + *digit));
          state_ = State::Between;
        } else if (may_be_prefix_ && is_x(letter)) {
          state_ = State::Between;
        } else {
          return fail(Errc::BadText, at,
                      "the second digit of a byte is missing: " + shown_letter(letter));
        }
        break;
      case State::Backslash:
        if (!is_x(letter)) {
          return fail(Errc::BadText, at, "only \\x may follow: " + shown_letter(letter));
        }
        state_ = State::Between;
        break;
    }
  }
  return {};
}

Result<void> HexTextDecoder::finish(ByteVector&) {
  if (state_ == State::Between) return {};
  return fail(Errc::BadText, at_, "the hex text ends inside a byte");
}

}  // namespace mcbin::capture
