#include "conformance/wire_pattern.hpp"

#include "mcbin/base/check.hpp"
#include "mcbin/base/endian.hpp"
#include "mcbin/codec/header.hpp"

#include <algorithm>
#include <charconv>

namespace mcbin::conformance {

namespace {

constexpr std::size_t kCasBytes = 8;
constexpr std::size_t kHexShownMax = 64;

/// One piece of a pattern: literal hex, literal text, a CAS reference or a run of one byte.
struct Piece {
  enum class Kind : std::uint8_t { Hex, Text, Cas, Run } kind = Kind::Hex;
  std::string_view literal;  // Hex: the digits; Text: the text
  std::size_t answer = 0;    // Cas
  std::uint64_t number = 0;  // Cas: what is added; Run: how often
  Byte byte = 0;             // Run
};

Byte hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<Byte>(digit - '0');
  MCBIN_CHECK(digit >= 'a' && digit <= 'f');
  return static_cast<Byte>(digit - 'a' + 10);
}

Byte hex_byte(std::string_view two) {
  return static_cast<Byte>(hex_digit(two[0]) << 4U | hex_digit(two[1]));
}

template <typename Number>
Number to_number(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  MCBIN_CHECK(error == std::errc{} && end == text.data() + text.size());
  return number;
}

/// Takes the first piece off `rest`.
Piece next_piece(std::string_view& rest) {
  if (rest.front() == '<') {
    const std::size_t end = rest.find('>');
    std::string_view inner = rest.substr(4, end - 4);  // behind "<CAS"
    rest.remove_prefix(end + 1);
    const std::size_t plus = inner.find('+');
    Piece piece{.kind = Piece::Kind::Cas,
                .literal = {},
                .answer = to_number<std::size_t>(inner.substr(0, plus))};
    if (plus != std::string_view::npos) {
      piece.number = to_number<std::uint64_t>(inner.substr(plus + 1));
    }
    return piece;
  }
  if (rest.front() == '+') {
    const std::size_t end = std::min(rest.find_first_of("+<'", 1), rest.size());
    const std::string_view run = rest.substr(1, end - 1);  // "78*20"
    rest.remove_prefix(end);
    return {.kind = Piece::Kind::Run,
            .literal = {},
            .number = to_number<std::uint64_t>(run.substr(3)),
            .byte = hex_byte(run)};
  }
  if (rest.front() == '\'') {
    const std::size_t end = rest.find('\'', 1);
    const Piece piece{.kind = Piece::Kind::Text, .literal = rest.substr(1, end - 1)};
    rest.remove_prefix(end + 1);
    return piece;
  }
  // Not find_first_of, which calls a function for every digit of a pattern of megabytes.
  const auto mark = std::find_if(rest.begin(), rest.end(), [](char each) {
    return each == '+' || each == '<' || each == '\'';
  });
  const auto end = static_cast<std::size_t>(mark - rest.begin());
  const Piece piece{.kind = Piece::Kind::Hex, .literal = rest.substr(0, end)};
  rest.remove_prefix(end);
  return piece;
}

/// Bytes on the wire that `piece` stands for.
std::size_t piece_bytes(const Piece& piece) {
  switch (piece.kind) {
    case Piece::Kind::Hex:
      return piece.literal.size() / 2;
    case Piece::Kind::Text:
      return piece.literal.size();
    case Piece::Kind::Cas:
      return kCasBytes;
    case Piece::Kind::Run:
      return static_cast<std::size_t>(piece.number);
  }
  return 0;
}

/// Whether `hex` describes `bytes`; sixteen X mean eight bytes that are not all zero.
bool hex_matches(std::string_view hex, ByteView bytes) {
  if (hex.size() != 2 * bytes.size()) return false;
  for (std::size_t at = 0; at < bytes.size();) {
    if (hex[2 * at] == 'X') {
      if (bytes.size() - at < kCasBytes || load_be64(bytes.data() + at) == 0) return false;
      at += kCasBytes;
      continue;
    }
    if (hex_byte(hex.substr(2 * at)) != bytes[at]) return false;
    ++at;
  }
  return true;
}

bool piece_matches(const Piece& piece, ByteView bytes) {
  switch (piece.kind) {
    case Piece::Kind::Hex:
      return hex_matches(piece.literal, bytes);
    case Piece::Kind::Text:
      return piece.literal == as_text(bytes);
    case Piece::Kind::Run:
      return std::all_of(bytes.begin(), bytes.end(), [&](Byte byte) { return byte == piece.byte; });
    case Piece::Kind::Cas:
      return false;  // answers name no CAS
  }
  return false;
}

bool is_version(std::string_view text) {
  constexpr std::size_t kDots = 2;
  const bool digits_and_dots = std::all_of(text.begin(), text.end(), [](char letter) {
    return letter == '.' || (letter >= '0' && letter <= '9');
  });
  // Clients take a leading 0 for a failure and read at most 31 bytes.
  return digits_and_dots && text.size() < 32 && !text.empty() && text.front() >= '1' &&
         text.back() != '.' && std::count(text.begin(), text.end(), '.') == kDots;
}

}  // namespace

std::size_t pattern_bytes(std::string_view pattern) {
  std::size_t size = 0;
  while (!pattern.empty()) size += piece_bytes(next_piece(pattern));
  return size;
}

void append_pattern(std::string_view pattern, const std::vector<std::uint64_t>& answer_cas,
                    ByteVector& out) {
  while (!pattern.empty()) {
    const Piece piece = next_piece(pattern);
    switch (piece.kind) {
      case Piece::Kind::Hex:
        append(out, from_hex(piece.literal));
        break;
      case Piece::Kind::Text:
        append(out, as_bytes(piece.literal));
        break;
      case Piece::Kind::Cas: {
        // An answer that never came has been complained about already; 0 keeps the lengths right.
        const std::uint64_t cas =
            piece.answer < answer_cas.size() ? answer_cas[piece.answer] + piece.number : 0;
        out.resize(out.size() + kCasBytes);
        store_be64(out.data() + out.size() - kCasBytes, cas);
        break;
      }
      case Piece::Kind::Run:
        out.insert(out.end(), piece.number, piece.byte);
        break;
    }
  }
}

ByteVector from_hex(std::string_view hex) {
  MCBIN_CHECK(hex.size() % 2 == 0);
  ByteVector bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t at = 0; at < hex.size(); at += 2) bytes.push_back(hex_byte(hex.substr(at, 2)));
  return bytes;
}

std::string to_hex(ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const Byte byte : bytes.first(std::min(bytes.size(), kHexShownMax))) {
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 0xfU];
  }
  if (bytes.size() > kHexShownMax) hex += "... (" + std::to_string(bytes.size()) + " bytes)";
  return hex;
}

bool frame_matches(std::string_view pattern, ByteView frame) {
  ByteView rest = frame;
  while (!pattern.empty()) {
    const Piece piece = next_piece(pattern);
    const std::size_t size = piece_bytes(piece);
    if (size > rest.size() || !piece_matches(piece, rest.first(size))) return false;
    rest = rest.subspan(size);
  }
  return rest.empty();
}

bool version_matches(std::string_view pattern, ByteView frame) {
  if (frame.size() < codec::kHeaderSize) return false;
  const ByteVector expected_bytes = from_hex(pattern);
  codec::Header expected = codec::load_header(expected_bytes.data());
  const codec::Header header = codec::load_header(frame.data());
  expected.body_length = header.body_length;
  return header == expected && is_version(as_text(frame.subspan(codec::kHeaderSize)));
}

}  // namespace mcbin::conformance
