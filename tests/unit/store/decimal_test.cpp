// Which texts are numbers, and how numbers are written.
#include "mcbin/store/decimal.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <string>

namespace mcbin::store {
namespace {

using std::string_literals::operator""s;

TEST_CASE("store/decimal: reads what memcached reads as a number", "[store][decimal]") {
  struct Row {
    const char* name;
    std::string text;
    std::uint64_t number;
  };
  const Row rows[] = {
      {"digits", "12", 12},
      {"leading blank", " 12", 12},
      {"leading tab", "\t12", 12},
      {"every white space", "\t\n\v\f\r 12", 12},
      {"plus", "+12", 12},
      {"leading zeros", "00012", 12},
      {"line end", "12\r\n", 12},
      {"a word after a blank", "12 abc", 12},
      {"anything after a NUL", "12\0zz"s, 12},
      {"minus zero", "-0", 0},
      {"minus wraps below the sign bit", "-18446744073709551615", 1},
      {"the largest", "18446744073709551615", std::numeric_limits<std::uint64_t>::max()},
      {"many zeros", std::string(29, '0') + "5", 5},
      {"many blanks behind", "5" + std::string(2000, ' '), 5},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(parse_decimal(as_bytes(row.text)) == row.number);
  }
}

TEST_CASE("store/decimal: refuses everything else", "[store][decimal]") {
  struct Row {
    const char* name;
    std::string text;
  };
  const Row rows[] = {
      {"empty", ""},
      {"blanks only", "  "},
      {"a sign only", "+"},
      {"two signs", "+-1"},
      {"a blank after the sign", "+ 1"},
      {"a NUL before the digits", "\0001"s},
      {"letters", "abc"},
      {"letters behind", "12abc"},
      {"comma", "12,"},
      {"fraction", "1.5"},
      {"exponent", "1e3"},
      {"hexadecimal", "0x10"},
      {"negative", "-12"},
      {"minus at the sign bit", "-9223372036854775808"},
      {"one too many", "18446744073709551616"},
      {"ten times too many", "99999999999999999999"},
      {"far too long", std::string(40, '9')},
      {"eight raw bytes", "\0\0\0\0\0\0\0\x05"s},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK_FALSE(parse_decimal(as_bytes(row.text)).has_value());
  }
}

TEST_CASE("store/decimal: writes exactly the digits", "[store][decimal]") {
  CHECK(as_text(DecimalText(0).bytes()) == "0");
  CHECK(as_text(DecimalText(9).bytes()) == "9");
  CHECK(as_text(DecimalText(18446744073709551615ULL).bytes()) == "18446744073709551615");
}

}  // namespace
}  // namespace mcbin::store
