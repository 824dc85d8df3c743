#include "mcbin/capture/hex_dump.hpp"

#include <algorithm>

namespace mcbin::capture {

namespace {

constexpr std::size_t kOffsetDigitsMax = 16;
/// Without a colon, fewer digits in front of the bytes are bytes themselves.
constexpr std::size_t kBareOffsetDigitsMin = 6;

constexpr bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\r';
}

/// One line taken apart.
struct DumpLine {
  std::uint64_t offset = 0;
  std::string_view digits;    // from the first byte's first digit on, without the characters
  std::size_t digits_at = 0;  // where they start in the line
};

std::string_view trim_end(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::size_t skip_blanks(std::string_view line, std::size_t at) {
  while (at < line.size() && is_blank(line[at])) ++at;
  return at;
}

/// The columns behind "offset:": single blanks part the bytes, two or more end them.
std::string_view digits_after_colon(std::string_view rest) {
  for (std::size_t at = 0; at + 1 < rest.size(); ++at) {
    if (rest[at] == ' ' && rest[at + 1] == ' ') return rest.substr(0, at);
  }
  return rest;
}

/// The columns behind a bare offset: the characters stand between bars or angle brackets.
std::optional<std::string_view> digits_after_blank(std::string_view rest) {
  if (rest.empty()) return rest;  // the last line of hexdump: an offset alone
  const char close = rest.back();
  if (close != '|' && close != '<') return std::nullopt;
  const std::size_t open = rest.find(close == '|' ? '|' : '>');
  if (open == std::string_view::npos || open + 1 == rest.size()) return std::nullopt;
  return trim_end(rest.substr(0, open));
}

std::optional<DumpLine> split_line(std::string_view line) {
  line = trim_end(line);
  std::size_t at = skip_blanks(line, 0);
  const bool prefixed = line.substr(at).starts_with("0x") || line.substr(at).starts_with("0X");
  if (prefixed) at += 2;
  DumpLine found;
  const std::size_t digits_from = at;
  for (; at < line.size() && at - digits_from <= kOffsetDigitsMax; ++at) {
    const auto digit = hex_value(line[at]);
    if (!digit) break;
    found.offset = found.offset * 16 + *digit;
  }
  const std::size_t digits = at - digits_from;
  if (digits == 0 || digits > kOffsetDigitsMax) return std::nullopt;
  if (line.substr(at).starts_with(" <")) at = std::min(line.find('>', at), line.size() - 1) + 1;
  const bool colon = at < line.size() && line[at] == ':';
  if (colon) {
    ++at;
    if (at < line.size() && !is_blank(line[at])) return std::nullopt;  // 80:0a:00
  } else if (digits < kBareOffsetDigitsMin || (at < line.size() && !is_blank(line[at]))) {
    return std::nullopt;
  }
  found.digits_at = skip_blanks(line, at);
  const std::string_view rest = line.substr(std::min(found.digits_at, line.size()));
  if (colon) {
    found.digits = trim_end(digits_after_colon(rest));
    return found;
  }
  const auto columns = digits_after_blank(rest);
  if (!columns) return std::nullopt;
  found.digits = *columns;
  return found;
}

}  // namespace

bool looks_like_hex_dump(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim_end(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (skip_blanks(line, 0) == line.size()) continue;
    const auto found = split_line(line);
    return found.has_value() && found->digits.size() >= 2;
  }
  return false;
}

Result<void> HexDumpDecoder::feed(std::string_view text, ByteVector& out) {
  for (const char letter : text) {
    if (letter != '\n') {
      if (line_.size() == kLineLettersMax) {
        return fail(Errc::BadText, line_at_, "a line too long for a hex dump");
      }
      line_ += letter;
      continue;
    }
    const Result<void> taken = take_line(out);
    if (!taken) return taken;
    line_at_ += line_.size() + 1;
    line_.clear();
  }
  return {};
}

Result<void> HexDumpDecoder::finish(ByteVector& out) {
  const Result<void> taken = take_line(out);
  if (!taken) return taken;
  if (repeats_) return fail(Errc::BadText, line_at_, "the dump ends after a *");
  return {};
}

Result<void> HexDumpDecoder::take_line(ByteVector& out) {
  const std::string_view line = trim_end(line_);
  if (skip_blanks(line, 0) == line.size()) return {};
  if (line == "*") {
    if (last_bytes_.empty()) return fail(Errc::BadText, line_at_, "a * with no line before it");
    repeats_ = true;
    return {};
  }
  const auto found = split_line(line);
  if (!found) return fail(Errc::BadText, line_at_, "not a line of a hex dump");
  const Result<void> repeated = repeat_up_to(found->offset, out);
  if (!repeated) return repeated;

  last_bytes_.clear();
  bool in_byte = false;
  unsigned high = 0;
  for (std::size_t at = 0; at < found->digits.size(); ++at) {
    const char letter = found->digits[at];
    const std::uint64_t letter_at = line_at_ + found->digits_at + at;
    if (!in_byte && is_blank(letter)) continue;
    if (!in_byte && found->digits.substr(at).starts_with("0x")) {
      ++at;
      continue;
    }
    const auto digit = hex_value(letter);
    if (!digit) return fail(Errc::BadText, letter_at, "not a hex digit: " + shown_letter(letter));
    if (in_byte) last_bytes_.push_back(static_cast<Byte>(high * 16 + *digit));
    high = *digit;
    in_byte = !in_byte;
  }
  if (in_byte) {
    return fail(Errc::BadText, line_at_ + line.size(), "the line ends inside a byte");
  }
  append(out, last_bytes_);
  next_offset_ = found->offset + last_bytes_.size();
  return {};
}

/// Makes sure that the next line starts at `offset`: by repeating the last one when it may.
Result<void> HexDumpDecoder::repeat_up_to(std::uint64_t offset, ByteVector& out) {
  const std::uint64_t expected = next_offset_.value_or(offset);
  const std::uint64_t size = offset - expected;
  const bool may_repeat = repeats_ && offset >= expected && size % last_bytes_.size() == 0;
  repeats_ = false;
  if (size == 0) return {};
  if (!may_repeat) {
    return fail(Errc::BadText, line_at_, "the dump's offsets leave a gap before this line");
  }
  if (size > kRepeatBytesMax) return fail(Errc::TooLarge, line_at_, "a * stands for too much");
  for (std::uint64_t done = 0; done < size; done += last_bytes_.size()) append(out, last_bytes_);
  return {};
}

}  // namespace mcbin::capture
