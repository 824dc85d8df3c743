#include "mcbin/capture/escaped_text.hpp"

#include "capture_fixture.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::capture {
namespace {

using test::decode_pieces;
using test::decode_whole;

TEST_CASE("capture/escaped_text: literals of C, of Python and of debuggers", "[capture][text]") {
  struct Row {
    const char* name;
    std::string text;
    std::string hex;
  };
  const Row rows[] = {
      {"hex escapes", R"(\x80\x0a\x00)", "800a00"},
      {"at most two digits", R"(\x80ab\x5)", "80616205"},
      {"octal escapes", R"(\200\0\12\1234)", "80000a5334"},
      {"named escapes", R"(\a\b\e\f\n\r\t\v\\\"\'\?)", "07081b0c0a0d090b5c22273f"},
      {"letters", R"(\x80 get it)", "8020676574206974"},
      {"line ends without quotes", "\\x80\r\n\\x0a\n", "800a"},
      {"a literal", R"("\x80\x05hello")", "800568656c6c6f"},
      {"a quote of the other kind", R"("\x80'")", "8027"},
      {"literals end to end", "\"\\x80\"\n  \"\\x0a\", 'b';\n", "800a62"},
      {"bytes of Python", R"(b'\x80\n"')", "800a22"},
      {"a continued line", "\"\\x80\\\r\n\\x0a\"", "800a"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const auto whole = decode_whole<EscapedTextDecoder>(row.text);
    CHECK(whole.result);
    CHECK(whole.hex == row.hex);
    CHECK(decode_pieces<EscapedTextDecoder>(row.text, 1).hex == row.hex);
  }
}

TEST_CASE("capture/escaped_text: what is wrong, and where", "[capture][text]") {
  struct Row {
    const char* name;
    std::string text;
    std::uint64_t at;
  };
  const Row rows[] = {
      {"no such escape", R"(\x80\q)", 5},
      {"no digit", R"(\xg)", 2},
      {"the end in an escape", R"(\x80\)", 5},
      {"the end behind x", R"(\x80\x)", 6},
      {"no last quote", R"("\x80)", 5},
      {"letters between literals", R"("\x80" + "\x0a")", 7},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const auto whole = decode_whole<EscapedTextDecoder>(row.text);
    REQUIRE_FALSE(whole.result);
    CHECK(whole.result.error().code == Errc::BadText);
    CHECK(whole.result.error().at_byte == row.at);
  }
}

TEST_CASE("capture/escaped_text: how it begins", "[capture][text]") {
  for (const char* text : {R"(\x80)", R"(  "\200")", R"(b'\x8')", R"('\0')"}) {
    INFO(text);
    CHECK(looks_like_escaped_text(text));
  }
  for (const char* text : {"", "b", "\"", "80", R"(\n)", R"(\x)", R"("get \x80")", "b'80'"}) {
    INFO(text);
    CHECK_FALSE(looks_like_escaped_text(text));
  }
}

}  // namespace
}  // namespace mcbin::capture
