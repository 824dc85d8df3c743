// The openings and ends by which serialized objects are known, and the simple shapes of text.
#include "mcbin/values/value_readers.hpp"

#include <charconv>
#include <cmath>

namespace mcbin::values {
namespace {

using namespace std::string_view_literals;

constexpr Byte kPickleProtocolMark = 0x80;
constexpr Byte kPickleEnd = '.';
// What the text of a protocol 0 or 1 pickle may begin with: numbers, texts, None, containers,
// objects.
constexpr std::string_view kOldPickleOpenings = "IFLVSNTUXKMJG(]}c)\x88\x89";

/// The length of the UTF-8 sequence at the front of `bytes`, which is not empty; 0 for none.
std::size_t utf8_sequence(ByteView bytes) {
  const Byte lead = bytes[0];
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || bytes.size() < length) return 0;
  std::uint32_t number = lead & (0x7fU >> length);
  for (std::size_t index = 1; index < length; ++index) {
    if ((bytes[index] & 0xc0U) != 0x80U) return 0;
    number = (number << 6U) | (bytes[index] & 0x3fU);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = number >= 0xd800 && number <= 0xdfff;
  return number < kSmallest[length] || number > 0x10ffff || surrogate ? 0 : length;
}

}  // namespace

bool is_utf8(ByteView bytes) {
  while (!bytes.empty()) {
    const std::size_t length = utf8_sequence(bytes);
    if (length == 0) return false;
    bytes = bytes.subspan(length);
  }
  return true;
}

bool is_decimal(ByteView bytes) {
  std::string_view text = as_text(bytes);
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_real(ByteView bytes) {
  const std::string_view text = as_text(bytes);
  double number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = !text.empty() && stop == text.data() + text.size();
  return whole && error != std::errc::invalid_argument && !is_decimal(bytes);
}

std::string real_text(double number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  return {digits, end.ptr};
}

std::optional<std::string> pickle_format(ByteView bytes) {
  constexpr unsigned kNewestProtocol = 5;
  if (bytes.size() < 2 || bytes.back() != kPickleEnd) return std::nullopt;
  if (bytes[0] == kPickleProtocolMark) {
    if (bytes.size() < 3 || bytes[1] < 2 || bytes[1] > kNewestProtocol) return std::nullopt;
    return "Python pickle, protocol " + std::to_string(bytes[1]);
  }
  if (kOldPickleOpenings.find(static_cast<char>(bytes[0])) == std::string_view::npos) {
    return std::nullopt;
  }
  return "Python pickle, protocol 0 or 1";
}

bool looks_like_marshal(ByteView bytes) {
  return as_text(bytes).starts_with("\x04\x08"sv) && bytes.size() > 2;
}

bool looks_like_java(ByteView bytes) {
  return as_text(bytes).starts_with("\xac\xed\x00\x05"sv);
}

bool looks_like_php(ByteView bytes) {
  constexpr std::string_view kKinds = "aOCEidsbrR";
  const std::string_view text = as_text(bytes);
  if (text == "N;") return true;
  return text.size() >= 4 && text[1] == ':' && kKinds.find(text[0]) != std::string_view::npos &&
         (text.back() == ';' || text.back() == '}');
}

}  // namespace mcbin::values
