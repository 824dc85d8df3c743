#include "mcbin/render/byte_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace mcbin::render {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Which bytes JSON, or a terminal that JSON is shown on, cannot take as they are.
constexpr std::array<bool, 256> kEscaped = [] {
  std::array<bool, 256> escaped{};
  for (std::size_t code = 0; code < 0x20; ++code) escaped[code] = true;
  escaped['"'] = escaped['\\'] = true;
  escaped[0x7f] = true;  // DEL is legal, but no friend of terminals
  return escaped;
}();

/// Whether none of eight bytes at once is escaped, or no ASCII.
constexpr bool eight_are_plain(std::uint64_t eight) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighBits = kOnes * 0x80;
  // A byte below 0x80 less than `limit` borrows into its high bit; one that is zero does so at 1.
  const auto below = [](std::uint64_t bytes, std::uint64_t limit) {
    return (bytes - kOnes * limit) & ~bytes;
  };
  const std::uint64_t odd = eight | below(eight, 0x20) | below(eight ^ kOnes * '"', 1) |
                            below(eight ^ kOnes * '\\', 1) | below(eight ^ kOnes * 0x7f, 1);
  return (odd & kHighBits) == 0;
}

/// What the first byte of a sequence says about it: its length, and the range of its second byte
/// (which rules out overlong forms, surrogates and numbers beyond U+10FFFF).
struct Utf8Lead {
  std::size_t length = 0;  // 0: opens no sequence
  Byte second_min = 0x80;
  Byte second_max = 0xbf;
};

Utf8Lead utf8_lead(Byte byte) {
  if (byte < 0x80) return {.length = 1};
  if (byte < 0xc2) return {};
  if (byte < 0xe0) return {.length = 2};
  if (byte == 0xe0) return {.length = 3, .second_min = 0xa0};
  if (byte == 0xed) return {.length = 3, .second_max = 0x9f};
  if (byte < 0xf0) return {.length = 3};
  if (byte == 0xf0) return {.length = 4, .second_min = 0x90};
  if (byte < 0xf4) return {.length = 4};
  if (byte == 0xf4) return {.length = 4, .second_max = 0x8f};
  return {};
}

/// How many bytes at the front of `bytes`, which is not empty, fit the sequence that they open.
std::size_t fitting_bytes(ByteView bytes, const Utf8Lead& lead) {
  if (lead.length == 0) return 0;
  std::size_t fitting = 1;
  while (fitting < lead.length && fitting < bytes.size()) {
    const Byte min = fitting == 1 ? lead.second_min : Byte{0x80};
    const Byte max = fitting == 1 ? lead.second_max : Byte{0xbf};
    if (bytes[fitting] < min || bytes[fitting] > max) break;
    ++fitting;
  }
  return fitting;
}

}  // namespace

std::size_t utf8_prefix(ByteView bytes) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::uint64_t eight = kHighBits;
    if (bytes.size() - at >= sizeof eight) std::memcpy(&eight, &bytes[at], sizeof eight);
    if ((eight & kHighBits) == 0) {
      at += sizeof eight;
      continue;
    }
    if (bytes[at] < 0x80) {
      ++at;
      continue;
    }
    const Utf8Lead lead = utf8_lead(bytes[at]);
    if (lead.length == 0 || fitting_bytes(bytes.subspan(at), lead) < lead.length) return at;
    at += lead.length;
  }
  return at;
}

bool is_plain_text(ByteView bytes) {
  std::size_t at = 0;
  for (; bytes.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, &bytes[at], sizeof eight);
    if (!eight_are_plain(eight)) return false;
  }
  return std::none_of(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(),
                      [](Byte byte) { return byte >= 0x80 || kEscaped[byte]; });
}

bool is_cut_utf8(ByteView rest) {
  if (rest.empty()) return true;
  const Utf8Lead lead = utf8_lead(rest[0]);
  return rest.size() < lead.length && fitting_bytes(rest, lead) == rest.size();
}

void append_base64(std::string& out, ByteView bytes) {
  const std::size_t start = out.size();
  out.resize(start + (bytes.size() + 2) / 3 * 4);
  char* to = out.data() + start;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t size = bytes.size() - at;
    std::uint32_t bits = std::uint32_t{bytes[at]} << 16U;
    if (size > 1) bits |= std::uint32_t{bytes[at + 1]} << 8U;
    if (size > 2) bits |= bytes[at + 2];
    *to++ = kBase64Letters[bits >> 18U];
    *to++ = kBase64Letters[bits >> 12U & 63U];
    *to++ = size > 1 ? kBase64Letters[bits >> 6U & 63U] : '=';
    *to++ = size > 2 ? kBase64Letters[bits & 63U] : '=';
  }
}

void append_hex(std::string& out, ByteView bytes) {
  const std::size_t start = out.size();
  out.resize(start + bytes.size() * 2);
  char* to = out.data() + start;
  for (const Byte byte : bytes) {
    *to++ = kHexDigits[byte >> 4U];
    *to++ = kHexDigits[byte & 15U];
  }
}

std::optional<ByteVector> bytes_from_hex(std::string_view text) {
  const auto digit = [](char letter) -> int {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
  };
  if (text.size() % 2 != 0) return std::nullopt;
  ByteVector bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const int high = digit(text[at]);
    const int low = digit(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<Byte>(high * 16 + low));
  }
  return bytes;
}

std::optional<ByteVector> bytes_from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && !text.empty() && text.back() == '=') {
    text.remove_suffix(1);
    ++padding;
  }
  ByteVector bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  unsigned known = 0;
  for (const char letter : text) {
    const std::size_t value = kBase64Letters.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    known += 6;
    if (known < 8) continue;
    known -= 8;
    bytes.push_back(static_cast<Byte>(bits >> known));
    bits &= (1U << known) - 1;
  }
  if (bits != 0) return std::nullopt;
  return bytes;
}

void append_json_escaped(std::string& out, std::string_view text) {
  std::size_t plain = 0;  // start of what needs no escape and is not appended yet
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto code = static_cast<Byte>(text[at]);
    if (!kEscaped[code]) continue;
    out.append(text, plain, at - plain);
    plain = at + 1;
    out += '\\';
    switch (text[at]) {
      case '"':
      case '\\':
        out += text[at];
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      default:
        out += "u00";
        out += kHexDigits[code >> 4U];
        out += kHexDigits[code & 15U];
    }
  }
  out.append(text, plain);
}

}  // namespace mcbin::render
