// A table of openings; the first that fits wins.
#include "mcbin/client/foreign_answer.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace mcbin::client {
namespace {

using namespace std::string_view_literals;

struct Opening {
  std::string_view bytes;
  std::string_view sentence;
};

constexpr std::string_view kTextProtocol =
    "the server answered in the text protocol; it has to be started with the binary one "
    "(memcached: -B auto or -B binary)";
constexpr std::string_view kTls =
    "the server answered with TLS; this connection is not encrypted (memcaches:// or --tls)";
constexpr std::string_view kRedis = "the server answered in the protocol of Redis";

constexpr std::array kOpenings = {
    Opening{"HTTP/", "the server answered in HTTP; this is a web server's port"},
    Opening{"ERROR", kTextProtocol},
    Opening{"CLIENT_ERROR", kTextProtocol},
    Opening{"SERVER_ERROR", kTextProtocol},
    Opening{"VALUE ", kTextProtocol},
    Opening{"END\r\n", kTextProtocol},
    Opening{"\x15\x03"sv, kTls},
    Opening{"\x16\x03"sv, kTls},
    Opening{"-ERR", kRedis},
    Opening{"-NOAUTH", kRedis},
    Opening{"+", kRedis},
    Opening{"SSH-", "the server answered with SSH; this is a login port"},
    Opening{"\x80"sv, "the server answered with a request; is this an echo or another client?"},
};

constexpr std::size_t kBytesShown = 16;

std::string in_hex(ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const Byte byte : bytes.first(std::min(bytes.size(), kBytesShown))) {
    if (!text.empty()) text += ' ';
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

}  // namespace

std::string describe_foreign_answer(ByteView bytes) {
  for (const Opening& opening : kOpenings) {
    if (as_text(bytes).starts_with(opening.bytes)) return std::string(opening.sentence);
  }
  return "the server's answer is not the memcache binary protocol; it begins with " + in_hex(bytes);
}

}  // namespace mcbin::client
