// Nothing that a value holds reaches the terminal as a command.
#include "cmd/terminal_text.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using namespace mcbin::cmd;
using namespace std::string_view_literals;

TEST_CASE("cmd/terminal_text: printable text stays, the rest is shown", "[cmd]") {
  struct Row {
    std::string_view bytes;
    std::string_view text;
  };
  for (const Row& row : {
           Row{"", "\n"},
           Row{"plain", "plain\n"},
           Row{"line\n", "line\n"},
           Row{"a\tb\nc", "a\tb\nc\n"},
           Row{"gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80",
               "gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80\n"},
           Row{"\x1b[31mred", "\\x1b[31mred\n"},
           Row{"a\0b\r\x7f"sv, "a\\x00b\\x0d\\x7f\n"},
           Row{"\xc2\x9b"
               "31m",
               "\\xc2\\x9b31m\n"},  // the one-character form of ESC [
           Row{"\xff\xfe", "\\xff\\xfe\n"},
           Row{"\xc0\x80", "\\xc0\\x80\n"},  // NUL, too long
           Row{"\xe0\x80\xaf", "\\xe0\\x80\\xaf\n"},
           Row{"\xed\xa0\x80", "\\xed\\xa0\\x80\n"},  // half a surrogate pair
           Row{"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80\n"},
           Row{"cut \xe2\x82", "cut \\xe2\\x82\n"},
       }) {
    CHECK(terminal_text(as_bytes(row.bytes)) == row.text);
  }
}

TEST_CASE("cmd/terminal_text: a key in a message stays on its line", "[cmd]") {
  CHECK(quoted_key("k\n\x1b\xff") == "'k\\x0a\\x1b\\xff'");
  CHECK(quoted_key(std::string(81, 'k')) == "'" + std::string(80, 'k') + "...'");
  CHECK(quoted_key(std::string(80, 'k')) == "'" + std::string(80, 'k') + "'");
}
