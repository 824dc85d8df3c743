#include "mcbin/capture/escaped_text.hpp"

#include <array>

namespace mcbin::capture {

namespace {

constexpr unsigned kHexDigitsMax = 2;
constexpr unsigned kOctalDigitsMax = 3;

constexpr bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}
constexpr bool is_line_end(char letter) {
  return letter == '\r' || letter == '\n';
}
constexpr bool is_quote(char letter) {
  return letter == '"' || letter == '\'';
}
constexpr bool is_octal(char letter) {
  return letter >= '0' && letter <= '7';
}

struct Named {
  char letter;
  Byte byte;
};
constexpr auto kNamed = std::to_array<Named>({{'a', 7},
                                              {'b', 8},
                                              {'e', 27},
                                              {'f', 12},
                                              {'n', 10},
                                              {'r', 13},
                                              {'t', 9},
                                              {'v', 11},
                                              {'\\', '\\'},
                                              {'"', '"'},
                                              {'\'', '\''},
                                              {'?', '?'}});

}  // namespace

bool looks_like_escaped_text(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  if (text.size() >= 2 && text[0] == 'b' && is_quote(text[1])) text.remove_prefix(1);
  if (!text.empty() && is_quote(text.front())) text.remove_prefix(1);
  if (text.size() < 2 || text[0] != '\\') return false;
  return is_octal(text[1]) || (text[1] == 'x' && text.size() >= 3 && hex_value(text[2]));
}

void EscapedTextDecoder::end_number(ByteVector& out) {
  out.push_back(static_cast<Byte>(number_));
  number_ = digits_ = 0;
  state_ = around_;
}

/// Takes one more digit of a numeric escape. @return whether the letter was one.
bool EscapedTextDecoder::take_digit(char letter, ByteVector& out) {
  const bool hex = state_ == State::Hex;
  const auto digit = hex || is_octal(letter) ? hex_value(letter) : std::nullopt;
  if (!digit) return false;
  number_ = number_ * (hex ? 16 : 8) + *digit;
  if (++digits_ == (hex ? kHexDigitsMax : kOctalDigitsMax)) end_number(out);
  return true;
}

Result<void> EscapedTextDecoder::take_escape(char letter, ByteVector& out) {
  if (letter == 'x') {
    state_ = State::Hex;
    return {};
  }
  if (is_octal(letter)) {
    state_ = State::Octal;
    static_cast<void>(take_digit(letter, out));
    return {};
  }
  if (letter == '\r') return {};  // of a line that the backslash continues
  state_ = around_;
  if (letter == '\n') return {};
  for (const Named& named : kNamed) {
    if (named.letter != letter) continue;
    out.push_back(named.byte);
    return {};
  }
  return fail(Errc::BadText, at_ - 1, "no such escape: \\ and " + shown_letter(letter));
}

/// A letter that belongs to no escape and to no literal.
Result<void> EscapedTextDecoder::take_outside(char letter, ByteVector& out) {
  if (is_quote(letter)) {
    quote_ = letter;
    state_ = State::Quoted;
  } else if (state_ == State::Between) {
    if (!is_blank(letter) && letter != 'b' && letter != ';' && letter != ',') {
      return fail(Errc::BadText, at_ - 1, "outside of the quotes: " + shown_letter(letter));
    }
  } else if (letter == '\\') {
    around_ = State::Plain;
    state_ = State::Escape;
  } else if (!is_blank(letter) && letter != 'b') {
    state_ = State::Plain;
    out.push_back(static_cast<Byte>(letter));
  }
  return {};
}

Result<void> EscapedTextDecoder::take(char letter, ByteVector& out) {
  if (state_ == State::Hex || state_ == State::Octal) {
    if (take_digit(letter, out)) return {};
    if (digits_ == 0) return fail(Errc::BadText, at_ - 1, "\\x without a hex digit behind it");
    end_number(out);
  }
  switch (state_) {
    case State::Front:
    case State::Between:
      return take_outside(letter, out);
    case State::Escape:
      return take_escape(letter, out);
    default:
      break;
  }
  if (letter == '\\') {
    around_ = state_;
    state_ = State::Escape;
  } else if (state_ == State::Quoted && letter == quote_) {
    state_ = State::Between;
  } else if (state_ == State::Quoted || !is_line_end(letter)) {
    out.push_back(static_cast<Byte>(letter));
  }
  return {};
}

Result<void> EscapedTextDecoder::feed(std::string_view text, ByteVector& out) {
  for (const char letter : text) {
    ++at_;
    if (auto taken = take(letter, out); !taken) return taken;
  }
  return {};
}

Result<void> EscapedTextDecoder::finish(ByteVector& out) {
  if ((state_ == State::Hex || state_ == State::Octal) && digits_ > 0) end_number(out);
  if (state_ == State::Hex || state_ == State::Escape) {
    return fail(Errc::BadText, at_, "the text ends inside an escape");
  }
  if (state_ == State::Quoted) return fail(Errc::BadText, at_, "the last quote is missing");
  return {};
}

}  // namespace mcbin::capture
