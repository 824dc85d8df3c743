#include "mcbin/capture/input_format.hpp"

#include "mcbin/capture/escaped_text.hpp"
#include "mcbin/capture/hex_dump.hpp"

#include <algorithm>
#include <array>

namespace mcbin::capture {

namespace {

struct FileMagic {
  std::string_view bytes;
  InputFormat format;
};

constexpr auto kFileMagics = std::to_array<FileMagic>({
    {{"\xd4\xc3\xb2\xa1", 4}, InputFormat::Pcap},  // microseconds, little end first
    {{"\xa1\xb2\xc3\xd4", 4}, InputFormat::Pcap},
    {{"\x4d\x3c\xb2\xa1", 4}, InputFormat::Pcap},  // nanoseconds, little end first
    {{"\xa1\xb2\x3c\x4d", 4}, InputFormat::Pcap},
    {{"\x0a\x0d\x0d\x0a", 4}, InputFormat::PcapNg},
    {{"\x1f\x8b", 2}, InputFormat::Gzip},
    {{"\x28\xb5\x2f\xfd", 4}, InputFormat::Zstandard},
    {"{\"", InputFormat::JsonLines},
    {"[\n{\"", InputFormat::JsonLines},  // as one array
});

/// Shorter words are words, not base64.
constexpr std::size_t kBase64LettersMin = 16;
/// Text that is hex but for a slip: at least so many digits, and one letter in so many wrong.
constexpr std::size_t kAlmostHexDigitsMin = 16;
constexpr std::size_t kAlmostHexWrongOneIn = 10;

constexpr bool is_blank(Byte byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}
constexpr bool is_text(Byte byte) {
  return is_blank(byte) || (byte > ' ' && byte < 0x7f);
}
constexpr bool is_hex_digit(Byte byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
         (byte >= 'A' && byte <= 'F');
}
constexpr bool is_hex_punctuation(Byte byte) {
  return std::string_view(":,;\\xX").find(static_cast<char>(byte)) != std::string_view::npos;
}
constexpr bool is_base64(Byte byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || byte == '+' || byte == '/' || byte == '-' || byte == '_' ||
         byte == '=';
}

/// Letters of each class in a text.
struct LetterCounts {
  std::size_t hex = 0;
  std::size_t hex_punctuation = 0;
  std::size_t base64 = 0;
  std::size_t other = 0;       // neither hex nor its punctuation
  std::size_t all = 0;         // without blanks
  bool blanks_inside = false;  // a blank that does not end a line
};

LetterCounts count_letters(ByteView text) {
  LetterCounts counts;
  bool after_blank = false;
  for (const Byte byte : text) {
    if (is_blank(byte)) {
      after_blank = byte == ' ' || byte == '\t' ? true : after_blank;
      if (byte == '\n') after_blank = false;
      continue;
    }
    counts.blanks_inside = counts.blanks_inside || after_blank;
    after_blank = false;
    ++counts.all;
    if (is_hex_digit(byte)) {
      ++counts.hex;
    } else if (is_hex_punctuation(byte)) {
      ++counts.hex_punctuation;
    } else {
      ++counts.other;
    }
    if (is_base64(byte)) ++counts.base64;
  }
  return counts;
}

/// Is `text` \xHH and punctuation throughout, so that it means the same as hex?
bool only_hex_escapes(std::string_view text) {
  std::size_t digits = 2;  // behind the last backslash
  for (const char letter : text) {
    if (letter == '\\') {
      if (digits != 2) return false;
      digits = 0;
    } else if (is_hex_digit(static_cast<Byte>(letter))) {
      ++digits;
    } else if (letter == 'x' && digits != 0) {
      return false;
    }
    if (digits > 2) return false;
  }
  return true;
}

}  // namespace

InputFormat guess_format(ByteView head) {
  for (const FileMagic& magic : kFileMagics) {
    if (as_text(head).starts_with(magic.bytes)) return magic.format;
  }
  if (!std::all_of(head.begin(), head.end(), is_text)) return InputFormat::Raw;
  if (looks_like_hex_dump(as_text(head))) return InputFormat::HexDump;
  const LetterCounts counts = count_letters(head);
  const bool plain_hex = counts.hex >= 2 && counts.other == 0;
  if (looks_like_escaped_text(as_text(head)) && !(plain_hex && only_hex_escapes(as_text(head)))) {
    return InputFormat::Escaped;
  }
  if (plain_hex) return InputFormat::HexText;
  if (counts.base64 == counts.all && counts.all >= kBase64LettersMin && !counts.blanks_inside) {
    return InputFormat::Base64;
  }
  const bool almost_hex =
      counts.hex >= kAlmostHexDigitsMin && counts.other * kAlmostHexWrongOneIn <= counts.hex;
  return almost_hex ? InputFormat::HexText : InputFormat::Raw;
}

InputFormat guess_hex_format(ByteView head) {
  return looks_like_hex_dump(as_text(head)) ? InputFormat::HexDump : InputFormat::HexText;
}

std::string_view format_name(InputFormat format) {
  switch (format) {
    case InputFormat::Raw:
      return "raw bytes";
    case InputFormat::HexText:
      return "hex text";
    case InputFormat::HexDump:
      return "a hex dump";
    case InputFormat::Escaped:
      return "escaped text";
    case InputFormat::Base64:
      return "base64 text";
    case InputFormat::JsonLines:
      return "lines of JSON";
    case InputFormat::Pcap:
      return "a pcap capture";
    case InputFormat::PcapNg:
      return "a pcapng capture";
    case InputFormat::Gzip:
      return "a gzip file";
    case InputFormat::Zstandard:
      return "a zstd file";
  }
  return {};
}

}  // namespace mcbin::capture
