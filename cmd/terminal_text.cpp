// UTF-8 is checked by hand here: one pass, no copy of the standard's tables.
#include "cmd/terminal_text.hpp"

#include <algorithm>

namespace mcbin::cmd {
namespace {

constexpr std::uint32_t kDelete = 0x7f;
constexpr std::uint32_t kFirstPrintable = 0x20;
constexpr std::uint32_t kControlsTwoFirst = 0x80;  // U+0080-U+009F: controls again
constexpr std::uint32_t kControlsTwoLast = 0x9f;

struct CodePoint {
  std::uint32_t number = 0;
  std::size_t length = 0;  // 0: not UTF-8
};

CodePoint first_code_point(ByteView bytes) {
  const Byte lead = bytes[0];
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || bytes.size() < length) return {};
  std::uint32_t number = lead & (0x7fU >> length);
  for (std::size_t index = 1; index < length; ++index) {
    if ((bytes[index] & 0xc0U) != 0x80U) return {};
    number = (number << 6U) | (bytes[index] & 0x3fU);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = number >= 0xd800 && number <= 0xdfff;
  if (number < kSmallest[length] || number > 0x10ffff || surrogate) return {};
  return {number, length};
}

void append_escaped(std::string& out, ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const Byte byte : bytes) {
    out += "\\x";
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
}

/// Escapes all that is neither printable UTF-8 nor one of `kept`.
std::string escaped(ByteView bytes, std::string_view kept) {
  std::string out;
  while (!bytes.empty()) {
    const CodePoint point = first_code_point(bytes);
    const std::size_t length = std::max<std::size_t>(point.length, 1);
    const bool control = point.number < kFirstPrintable || point.number == kDelete ||
                         (point.number >= kControlsTwoFirst && point.number <= kControlsTwoLast);
    const bool plain = length == 1 && kept.find(static_cast<char>(bytes[0])) != kept.npos;
    if (plain || (point.length > 0 && !control)) {
      out += as_text(bytes.first(length));
    } else {
      append_escaped(out, bytes.first(length));
    }
    bytes = bytes.subspan(length);
  }
  return out;
}

}  // namespace

std::string terminal_text(ByteView bytes) {
  std::string out = escaped(bytes, "\n\t");
  if (!out.ends_with('\n')) out += '\n';
  return out;
}

std::string printable_text(std::string_view text) {
  return escaped(as_bytes(text), {});
}

std::string printable(std::string_view text, std::size_t max) {
  return escaped(as_bytes(text.substr(0, max)), {}) + (text.size() > max ? "..." : "");
}

std::string quoted_key(std::string_view key) {
  return "'" + printable(key, kKeyBytesShown) + "'";
}

}  // namespace mcbin::cmd
