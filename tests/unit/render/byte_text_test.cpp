#include "mcbin/render/byte_text.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

namespace mcbin::render {
namespace {

using test::ExactBytes;
using test::from_hex;

TEST_CASE("render/byte_text: UTF-8 is what Unicode says", "[render][utf8]") {
  struct Row {
    const char* name;
    const char* hex;
    std::size_t prefix;
    bool cut;  // the rest may be a sequence that was cut
  };
  const Row rows[] = {
      {"nothing", "", 0, true},
      {"ASCII with NUL and DEL", "61007f", 3, true},
      {"two bytes, first and last", "c280dfbf", 4, true},
      {"three bytes, first and last", "e0a080efbfbf", 6, true},
      {"around the surrogates", "ed9fbfee8080", 6, true},
      {"four bytes, first and last", "f0908080f48fbfbf", 8, true},
      {"a byte that only goes on", "6180", 1, false},
      {"overlong, two bytes", "61c1bf", 1, false},
      {"overlong, three bytes", "61e09fbf", 1, false},
      {"overlong, four bytes", "61f08fbfbf", 1, false},
      {"a surrogate", "61eda080", 1, false},
      {"beyond the last number", "61f4908080", 1, false},
      {"a lead that does not exist", "61f5808080", 1, false},
      {"two bytes, cut", "61c3", 1, true},
      {"three bytes, cut", "61e282", 1, true},
      {"four bytes, cut after one", "61f0", 1, true},
      {"four bytes, cut after three", "61f09f98", 1, true},
      {"cut, and wrong already", "61e09f", 1, false},
      {"a sequence that stops", "61e28261", 1, false},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const ExactBytes bytes(row.hex);
    CHECK(utf8_prefix(bytes.view()) == row.prefix);
    CHECK(is_utf8(bytes.view()) == (row.prefix == bytes.view().size()));
    CHECK(is_cut_utf8(bytes.view().subspan(row.prefix)) == row.cut);
  }
}

TEST_CASE("render/byte_text: base64 is padded to groups of four", "[render][base64]") {
  const char* const rows[][2] = {
      {"", ""},           {"00", "AA=="},           {"fbef", "++8="},
      {"fbefff", "++//"}, {"800a0087", "gAoAhw=="}, {"ffffffffff", "//////8="},
  };
  for (const auto& row : rows) {
    std::string out = ">";
    append_base64(out, ExactBytes(row[0]).view());
    CHECK(out == std::string(">") + row[1]);
  }
}

TEST_CASE("render/byte_text: hex is in lower case", "[render][hex]") {
  std::string out = ">";
  append_hex(out, from_hex("00a0ff09"));
  CHECK(out == ">00a0ff09");
}

TEST_CASE("render/byte_text: JSON's own characters and controls are escaped", "[render][json]") {
  std::string out;
  append_json_escaped(out, std::string_view("a\"b\\c\n\r\t\0\x1f\x7f\xc3\xa9/", 14));
  CHECK(out == "a\\\"b\\\\c\\n\\r\\t\\u0000\\u001f\\u007f\xc3\xa9/");
}

TEST_CASE("render/byte_text: each byte at each place is plain or not", "[render][text]") {
  for (unsigned code = 0; code < 256; ++code) {
    const bool plain = code >= 0x20 && code < 0x7f && code != '"' && code != '\\';
    for (const std::size_t size : {1U, 7U, 8U, 9U, 23U, 24U}) {
      for (std::size_t at = 0; at < size; ++at) {
        ByteVector bytes(size, static_cast<Byte>(' '));
        bytes[at] = static_cast<Byte>(code);
        if (is_plain_text(bytes) != plain) FAIL("byte " << code << " at " << at << " of " << size);
      }
    }
  }
  CHECK(is_plain_text({}));
}

}  // namespace
}  // namespace mcbin::render
