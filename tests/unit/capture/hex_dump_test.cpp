#include "mcbin/capture/hex_dump.hpp"

#include "capture_fixture.hpp"

#include <catch2/catch.hpp>

namespace mcbin::capture {
namespace {

using test::decode_pieces;

// The same 45 bytes as each tool prints them.
const char* const kBytes =
    "800a00000000000000000000876543210000000000000000"
    "800000010000000000000001000000000000000061";

struct Row {
  const char* name;
  std::string text;
};

const Row kDumps[] = {
    {"xxd",
     "00000000: 800a 0000 0000 0000 0000 0000 8765 4321  .............eC!\n"
     "00000010: 0000 0000 0000 0000 8000 0001 0000 0000  ................\n"
     "00000020: 0000 0001 0000 0000 0000 0000 61         ............a\n"},
    {"xxd -g1",
     "00000000: 80 0a 00 00 00 00 00 00 00 00 00 00 87 65 43 21  .............eC!\n"
     "00000010: 00 00 00 00 00 00 00 00 80 00 00 01 00 00 00 00  ................\n"
     "00000020: 00 00 00 01 00 00 00 00 00 00 00 00 61           ............a\n"},
    {"hexdump -C",
     "00000000  80 0a 00 00 00 00 00 00  00 00 00 00 87 65 43 21  |.............eC!|\n"
     "00000010  00 00 00 00 00 00 00 00  80 00 00 01 00 00 00 00  |................|\n"
     "00000020  00 00 00 01 00 00 00 00  00 00 00 00 61           |............a|\n"
     "0000002d\n"},
    {"od -A x -t x1z",
     "000000 80 0a 00 00 00 00 00 00 00 00 00 00 87 65 43 21  >.............eC!<\n"
     "000010 00 00 00 00 00 00 00 00 80 00 00 01 00 00 00 00  >................<\n"
     "000020 00 00 00 01 00 00 00 00 00 00 00 00 61           >............a<\n"
     "00002d\n"},
    {"gdb x/45xb",
     "0x7fffffffe010:\t0x80\t0x0a\t0x00\t0x00\t0x00\t0x00\t0x00\t0x00\n"
     "0x7fffffffe018 <buffer+8>:\t0x00\t0x00\t0x00\t0x00\t0x87\t0x65\t0x43\t0x21\n"
     "0x7fffffffe020:\t0x00\t0x00\t0x00\t0x00\t0x00\t0x00\t0x00\t0x00\n"
     "0x7fffffffe028:\t0x80\t0x00\t0x00\t0x01\t0x00\t0x00\t0x00\t0x00\n"
     "0x7fffffffe030:\t0x00\t0x00\t0x00\t0x01\t0x00\t0x00\t0x00\t0x00\n"
     "0x7fffffffe038:\t0x00\t0x00\t0x00\t0x00\t0x61\n"},
    {"carriage returns, blank lines, no last line end",
     "\r\n00000000: 800a 0000 0000 0000 0000 0000 8765 4321  .............eC!\r\n\r\n"
     "00000010: 0000 0000 0000 0000 8000 0001 0000 0000  ................\r\n"
     "00000020: 0000 0001 0000 0000 0000 0000 61         ............a"},
    {"characters that look like digits and bars",
     "00000000: 800a 0000 0000 0000 0000 0000 8765 4321  ab  cd|ef 01 23 |\n"
     "00000010: 0000 0000 0000 0000 8000 0001 0000 0000  0000 0000\n"
     "00000020: 0000 0001 0000 0000 0000 0000 61         61"},
};

TEST_CASE("capture/hex_dump: every tool's dump gives the same bytes", "[capture][dump]") {
  for (const Row& row : kDumps) {
    INFO(row.name);
    CHECK(looks_like_hex_dump(row.text));
    for (const std::size_t piece : {1U, 7U, 10'000U}) {
      const auto decoded = decode_pieces<HexDumpDecoder>(row.text, piece);
      CHECK(decoded.result.has_value());
      CHECK(decoded.hex == kBytes);
    }
  }
}

TEST_CASE("capture/hex_dump: a star repeats the line before it", "[capture][dump]") {
  const auto decoded = decode_pieces<HexDumpDecoder>(
      "00000010  11 22 33 44 55 66 77 88  99 aa bb cc dd ee ff 00  |................|\n"
      "*\n"
      "00000040  01                                                |.|\n"
      "00000041\n",
      1);
  CHECK(decoded.result.has_value());
  const std::string line = "112233445566778899aabbccddeeff00";
  CHECK(decoded.hex == line + line + line + "01");
}

TEST_CASE("capture/hex_dump: plain hex and other text are no dump", "[capture][dump]") {
  for (const char* text :
       {"", "\n\n", "800a0000", "800a0000 00000000 00000000", "80:0a:00:00", "80: 0a", "get a\r\n",
        "800a0000:0000", "0x80, 0x0a", "00000000 hello", "12345678901234567: 80", "00000000"}) {
    INFO(text);
    CHECK_FALSE((looks_like_hex_dump(text) && std::string_view(text) != "80: 0a"));
  }
}

TEST_CASE("capture/hex_dump: a damaged dump is an error at its place", "[capture][dump]") {
  struct BadRow {
    const char* name;
    const char* text;
    Errc code;
    std::uint64_t at_byte;
    const char* detail;
  };
  const BadRow rows[] = {
      {"a letter", "00000000: 80 0g", Errc::BadText, 14, "not a hex digit: 'g'"},
      {"half a byte", "00000000: 80 0\n", Errc::BadText, 14, "the line ends inside a byte"},
      {"a lost line", "00000000: 80 0a\n00000010: 00\n", Errc::BadText, 16,
       "the dump's offsets leave a gap before this line"},
      {"offsets that go back", "00000010: 80 0a\n00000000: 00\n", Errc::BadText, 16,
       "the dump's offsets leave a gap before this line"},
      {"text between the lines", "00000000: 80 0a\nhello\n", Errc::BadText, 16,
       "not a line of a hex dump"},
      {"a star at the front", "*\n00000010  80  |.|\n", Errc::BadText, 0,
       "a * with no line before it"},
      {"a star at the end", "00000000  80  |.|\n*\n", Errc::BadText, 20, "the dump ends after a *"},
      {"a star for part of a line", "00000000  80 0a  |..|\n*\n00000005\n", Errc::BadText, 24,
       "the dump's offsets leave a gap before this line"},
      {"a star for too much", "00000000  80  |.|\n*\nffffffffffff  80  |.|\n", Errc::TooLarge, 20,
       "a * stands for too much"},
  };
  for (const BadRow& row : rows) {
    INFO(row.name);
    for (const std::size_t piece : {1U, 10'000U}) {
      const auto decoded = decode_pieces<HexDumpDecoder>(row.text, piece);
      REQUIRE_FALSE(decoded.result.has_value());
      CHECK(decoded.result.error().code == row.code);
      CHECK(decoded.result.error().at_byte == row.at_byte);
      CHECK(decoded.result.error().detail == row.detail);
    }
  }
}

TEST_CASE("capture/hex_dump: an endless line is refused, not collected", "[capture][dump]") {
  const std::string line(HexDumpDecoder::kLineLettersMax + 1, '0');
  const auto decoded = decode_pieces<HexDumpDecoder>(line, 100);
  REQUIRE_FALSE(decoded.result.has_value());
  CHECK(decoded.result.error().detail == "a line too long for a hex dump");
}

}  // namespace
}  // namespace mcbin::capture
