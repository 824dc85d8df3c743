// See decimal.hpp. Written out by hand because the text is not terminated and strtoull would need
// a copy and a locale.
#include "mcbin/store/decimal.hpp"

#include <charconv>

namespace mcbin::store {

namespace {

bool is_space(Byte byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

bool is_digit(Byte byte) {
  return byte >= '0' && byte <= '9';
}

}  // namespace

std::optional<std::uint64_t> parse_decimal(ByteView text) {
  constexpr std::uint64_t kBase = 10;
  constexpr std::uint64_t kSignBit = 1ULL << 63;
  std::size_t at = 0;
  while (at < text.size() && is_space(text[at])) ++at;
  const bool negative = at < text.size() && text[at] == '-';
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  if (at == text.size() || !is_digit(text[at])) return {};
  std::uint64_t number = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    if (__builtin_mul_overflow(number, kBase, &number)) return {};
    if (__builtin_add_overflow(number, std::uint64_t{text[at]} - '0', &number)) return {};
  }
  if (at < text.size() && text[at] != 0 && !is_space(text[at])) return {};
  if (!negative) return number;
  number = 0 - number;
  if (number >= kSignBit) return {};
  return number;
}

DecimalText::DecimalText(std::uint64_t number) {
  auto* const begin = reinterpret_cast<char*>(digits_.data());
  const auto result = std::to_chars(begin, begin + digits_.size(), number);
  size_ = static_cast<std::size_t>(result.ptr - begin);
}

}  // namespace mcbin::store
