#include "mcbin/capture/hex_text.hpp"

#include "capture_fixture.hpp"

#include <catch2/catch.hpp>

namespace mcbin::capture {
namespace {

using test::decode_pieces;
using test::decode_whole;

TEST_CASE("capture/hex_text: bytes are read however they are punctuated", "[capture][hex]") {
  struct Row {
    const char* name;
    const char* text;
    const char* hex;
  };
  const Row rows[] = {
      {"nothing", "", ""},
      {"only blanks", " \t\r\n", ""},
      {"digits alone", "800a0087", "800a0087"},
      {"both cases", "aBcDeF", "abcdef"},
      {"blanks and lines", "80 0a\r\n\t00 87\n", "800a0087"},
      {"colons", "80:0a:00:87", "800a0087"},
      {"an array in C", "0x80, 0x0a,\n0x00, 0X87", "800a0087"},
      {"escapes in C", "\\x80\\x0a\\x00\\x87", "800a0087"},
      {"a byte of zero before an x", "000x87", "0087"},
      {"prefixes without blanks", "0x800x0a", "800a"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    for (const std::size_t piece : {1U, 2U, 3U, 1000U}) {
      const auto decoded = decode_pieces<HexTextDecoder>(row.text, piece);
      CHECK(decoded.result.has_value());
      CHECK(decoded.hex == row.hex);
    }
  }
}

TEST_CASE("capture/hex_text: an error names the offset, and keeps what came before",
          "[capture][hex]") {
  struct Row {
    const char* name;
    const char* text;
    std::uint64_t at_byte;
    const char* hex;
    const char* detail;
  };
  const Row rows[] = {
      {"a letter", "80 0a zz", 6, "800a", "not a hex digit: 'z'"},
      {"a letter inside a byte", "80 0a 1g", 7, "800a",
       "the second digit of a byte is missing: 'g'"},
      {"a blank inside a byte", "80 0 a", 4, "80",
       "the second digit of a byte is missing: the byte 0x20"},
      {"an odd number of digits", "80 0", 4, "80", "the hex text ends inside a byte"},
      {"an x after another digit", "80 1x22", 4, "80",
       "the second digit of a byte is missing: 'x'"},
      {"an escape that is no hex", "80\\n", 3, "80", "only \\x may follow: 'n'"},
      {"an escape at the end", "80\\", 3, "80", "the hex text ends inside a byte"},
      {"a byte that is no text", "80\x80", 2, "80", "not a hex digit: the byte 0x80"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    for (const std::size_t piece : {1U, 1000U}) {
      const auto decoded = decode_pieces<HexTextDecoder>(row.text, piece);
      REQUIRE_FALSE(decoded.result.has_value());
      CHECK(decoded.result.error().code == Errc::BadText);
      CHECK(decoded.result.error().at_byte == row.at_byte);
      CHECK(decoded.result.error().detail == row.detail);
      CHECK(decoded.hex == row.hex);
    }
  }
}

}  // namespace
}  // namespace mcbin::capture
