#include "cmd/help_topics.hpp"

#include "cmd/exit_codes.hpp"

#include <array>

namespace mcbin::cmd {
namespace {

constexpr std::size_t kSentenceLetters = 74;  // of a line behind its code

std::string exit_codes_text() {
  std::string text = "How every client command ends:\n\n";
  for (const ExitCodeRow& row : kExitCodes) {
    std::string_view rest = row.sentence;
    text += "  " + std::to_string(static_cast<int>(row.code)) + "  ";
    for (; rest.size() > kSentenceLetters; text += "\n     ") {
      const std::size_t end = rest.rfind(' ', kSentenceLetters);
      text += rest.substr(0, end);
      rest.remove_prefix(end + 1);
    }
    text += std::string(rest) + "\n";
  }
  return text +
         "\nCodes 1 and 4 to 7 are an answer of a server, 3 is the lack of one, and 2\n"
         "means that nothing was sent. When keys fail in different ways the code is\n"
         "the gravest: trouble with a server, then a refusal, then a condition, then a\n"
         "miss. A command whose output nobody reads any more ends by SIGPIPE (141).\n"
         "\nExample: tell a missing key from a missing server in a script:\n\n"
         "  mcbin get session > session.bin\n"
         "  case $? in\n"
         "    0) echo found ;;\n"
         "    1) echo missing ;;\n"
         "    3) echo \"no server\" ;;\n"
         "  esac\n";
}

std::string uri_text() {
  return R"(How servers are written, for --server and in the environment:

  cache1                         host, port 11211
  cache1:11222                   host and port
  192.0.2.7:11222  [::1]:11222   addresses
  /run/memcached.sock            a unix socket
  unix:/run/memcached.sock       the same
  cache1:11211:3                 with a weight: three times the keys
  memcache://cache1:11222        as a URI
  memcache://user@cache1         with a user name to log in with
  memcaches://cache1             with TLS
  memcache://cache1?weight=3     with a weight

Several servers are separated by commas or white space, or --server is given
several times. Each key lives on one of them, which --ring decides; 'mcbin
locate KEY' tells which. A password on a command line would be there for every
user of the machine to read, and is refused.
)";
}

std::string ttl_text() {
  return R"(How long values live, for --expire, --touch and --delay:

  0                        for ever
  30s 5m 1h30m 7d 2w       this long from now; bare digits are seconds
  @2030-12-31              until that day begins, in local time
  @2030-12-31T23:59:59Z    until that moment; also with +01:00
  @1924991999              until that Unix time

Units are w, d, h, m and s, from large to small, each once. Servers count in
whole seconds, up to the year 2106, and take numbers of more than 30 days for
dates; longer times are sent as the date they mean. What lies in the past is
refused: the value would be gone at once. No server tells when a value expires.
)";
}

std::string flags_text() {
  return R"(What the flags beside each value mean, for --flags, --decode and --as:

Nothing to the server, and something else to each client library, which notes
there how it turned a value into bytes:

               text  bytes  int       float  bool   object  compressed
  bmemcached   0     16     2, 4      1      1      1       +8 (zlib)
  pylibmc      16    0      4         1      2      1       +8 (zlib)
  php          0     0      1         2      3      4 to 7  +48, +80 (FastLZ)
  dalli        1     1      1         1      1      1       +2 (zlib); raw is 0
  spymemcached 0     2048   512, 768  1792   256    1       +2 (gzip)
  memjs        0     0      0         0      0      0       never

php's upper 16 bits are the application's own. Counters (incr, decr) have flags
0 where the server made them.

  mcbin get --decode php KEY            read the flags as php-memcached does
  mcbin get --decode auto --json KEY    guess, and tell what was guessed
  mcbin set --as dalli --type int KEY 7 store what Dalli reads as 7

Pickles, Marshal dumps and Java objects are named and never executed.
)";
}

constexpr std::array kTopics = {
    HelpTopic{"exit-codes", "what a command ends with", exit_codes_text},
    HelpTopic{"flags", "the number beside a value, and what clients note in it", flags_text},
    HelpTopic{"ttl", "how to write how long values live", ttl_text},
    HelpTopic{"uri", "how to write servers", uri_text},
};

}  // namespace

std::span<const HelpTopic> help_topics() {
  return kTopics;
}

}  // namespace mcbin::cmd
