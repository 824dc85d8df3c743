// Numbers, sizes and durations: what is read, and what is refused.
#include "cmd/option_values.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;

TEST_CASE("cmd/option_values: decimals are above 0 and up to their limit", "[cmd]") {
  CHECK(parse_decimal("0.5", 1).value() == 0.5);
  CHECK(parse_decimal("1e3", 1000).value() == 1000);
  for (const std::string_view text : {"", "0", "-1", "1001", "1x", " 1", "nan", "ten"}) {
    INFO(text);
    const auto number = parse_decimal(text, 1000);
    REQUIRE_FALSE(number);
    CHECK(number.error().code == Errc::BadText);
    CHECK(number.error().detail == "'" + std::string(text) + "' is not a number that fits here");
  }
}

TEST_CASE("cmd/option_values: numbers are decimal or 0x hex, never octal", "[cmd]") {
  struct Row {
    std::string_view text;
    std::uint64_t number;
  };
  for (const Row& row : {Row{"0", 0}, Row{"010", 10}, Row{"08", 8}, Row{"0x10", 16},
                         Row{"0XfF", 255}, Row{"18446744073709551615", ~std::uint64_t{0}},
                         Row{"0xffffffffffffffff", ~std::uint64_t{0}}}) {
    INFO(row.text);
    const auto number = parse_unsigned(row.text);
    REQUIRE(number);
    CHECK(*number == row.number);
  }
  for (const std::string_view text :
       {"", " 1", "1 ", "+1", "-1", "0x", "0x-1", "1k", "ten", "1.5", "0b1", "1e3", "x10"}) {
    INFO(text);
    const auto number = parse_unsigned(text);
    REQUIRE_FALSE(number);
    CHECK(number.error().code == Errc::BadText);
    CHECK_THAT(number.error().detail, Contains("is not a number"));
  }
}

TEST_CASE("cmd/option_values: a number above its limit is refused, the limit is not", "[cmd]") {
  CHECK(parse_unsigned("4294967295", 0xffffffff));
  CHECK_THAT(parse_unsigned("4294967296", 0xffffffff).error().detail,
             Contains("more than 4294967295"));
  CHECK_THAT(parse_unsigned("18446744073709551616").error().detail, Contains("is more than"));
  CHECK_THAT(parse_unsigned("0x1ffffffffffffffff").error().detail, Contains("is more than"));
}

TEST_CASE("cmd/option_values: sizes take k, m and g", "[cmd]") {
  struct Row {
    std::string_view text;
    std::uint64_t bytes;
  };
  for (const Row& row : {Row{"0", 0}, Row{"1", 1}, Row{"64m", 64 * kMebibyte}, Row{"1K", kKibibyte},
                         Row{"2g", 2 * kGibibyte}, Row{"010k", 10 * kKibibyte},
                         Row{"17179869183g", 17179869183 * kGibibyte}}) {
    INFO(row.text);
    const auto size = parse_size(row.text);
    REQUIRE(size);
    CHECK(*size == row.bytes);
  }
  for (const std::string_view text : {"", "k", "1.5m", "1kb", "1t", "-1m", " 1m", "1 m", "0x10",
                                      "17179869184g", "18446744073709551616"}) {
    INFO(text);
    const auto size = parse_size(text);
    REQUIRE_FALSE(size);
    CHECK(size.error().code == Errc::BadText);
  }
}

TEST_CASE("cmd/option_values: bare digits of a size count what the option says", "[cmd]") {
  CHECK(*parse_size("64", kMebibyte) == 64 * kMebibyte);
  CHECK(*parse_size("64k", kMebibyte) == 64 * kKibibyte);
  CHECK_FALSE(parse_size("17592186044416", kMebibyte));
}

TEST_CASE("cmd/option_values: durations", "[cmd]") {
  struct Row {
    std::string_view text;
    std::int64_t milliseconds;
  };
  for (const Row& row : {Row{"0", 0}, Row{"5", 5000}, Row{"010", 10'000}, Row{"500ms", 500},
                         Row{"30s", 30'000}, Row{"5m", 300'000}, Row{"1h", 3'600'000},
                         Row{"1h30m", 5'400'000}, Row{"7d", 604'800'000}, Row{"1w", 604'800'000},
                         Row{"1w1d1h1m1s1ms", 694'861'001}, Row{"0s", 0}, Row{"90m", 5'400'000}}) {
    INFO(row.text);
    const auto duration = parse_duration(row.text);
    REQUIRE(duration);
    CHECK(duration->count() == row.milliseconds);
  }
  for (const std::string_view text :
       {"", "h", "1x", "1h30", "30m1h", "1m1m", "1ms1s", "-5", "1.5h", " 1s", "1 s", "1H", "0x10",
        "1hour", "366001d", "99999999999999999999s", "9223372036854775807w"}) {
    INFO(text);
    const auto duration = parse_duration(text);
    REQUIRE_FALSE(duration);
    CHECK(duration.error().code == Errc::BadText);
  }
}
