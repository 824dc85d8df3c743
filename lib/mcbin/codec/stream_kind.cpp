#include "mcbin/codec/stream_kind.hpp"

#include "mcbin/codec/header.hpp"

#include <algorithm>
#include <array>

namespace mcbin::codec {

namespace {

// First words of requests and answers, each with the letter that ends it.
constexpr auto kTextWords = std::to_array<std::string_view>(
    {"get ",     "gets ",    "gat ",         "gats ",    "set ",         "add ",
     "replace ", "append ",  "prepend ",     "cas ",     "delete ",      "incr ",
     "decr ",    "touch ",   "flush_all",    "stats",    "version",      "verbosity ",
     "quit",     "VALUE ",   "END\r",        "STORED\r", "NOT_STORED\r", "EXISTS\r",
     "DELETED",  "TOUCHED",  "NOT_FOUND",    "OK\r",     "ERROR\r",      "CLIENT_ERROR ",
     "STAT ",    "VERSION ", "SERVER_ERROR "});
constexpr auto kMetaWords = std::to_array<std::string_view>(
    {"mg ", "ms ", "md ", "ma ", "me ", "mn\r", "HD", "VA ", "EN\r", "MN\r", "NF\r", "NS\r"});

constexpr Byte kTlsHandshake = 0x16;
constexpr Byte kTlsMajor = 0x03;
constexpr Byte kTlsMinorMax = 0x04;

bool starts_with_one_of(std::string_view text, auto& words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return text.starts_with(word); });
}

}  // namespace

StreamKind stream_kind(ByteView front) {
  if (front.empty()) return StreamKind::Unknown;
  if (known_magic(front[0])) return StreamKind::Binary;
  const bool tls = front.size() >= 3 && front[0] == kTlsHandshake && front[1] == kTlsMajor &&
                   front[2] <= kTlsMinorMax;
  if (tls) return StreamKind::Tls;
  if (starts_with_one_of(as_text(front), kTextWords)) return StreamKind::Text;
  if (starts_with_one_of(as_text(front), kMetaWords)) return StreamKind::Meta;
  return StreamKind::Unknown;
}

std::string_view stream_kind_name(StreamKind kind) {
  switch (kind) {
    case StreamKind::Binary:
      return "the binary protocol";
    case StreamKind::Text:
      return "the text protocol";
    case StreamKind::Meta:
      return "the meta text protocol";
    case StreamKind::Tls:
      return "TLS";
    case StreamKind::Unknown:
      return "none that is known";
  }
  return {};
}

}  // namespace mcbin::codec
