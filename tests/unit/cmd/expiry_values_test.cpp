// Expiry times and the number on the wire.
#include "cmd/option_values.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <ctime>

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;

namespace {
constexpr std::int64_t kNow = 1'800'000'000;
constexpr std::int64_t kDay = 24 * 3600;

/// Sets the time zone for one test.
class ZoneOf {
 public:
  explicit ZoneOf(const char* zone) {
    ::setenv("TZ", zone, 1);
    ::tzset();
  }
  ~ZoneOf() {
    ::unsetenv("TZ");
    ::tzset();
  }
};
}  // namespace

TEST_CASE("cmd/expiry_values: up to 30 days is relative, more is a date", "[cmd]") {
  struct Row {
    std::string_view text;
    std::int64_t wire;
  };
  for (const Row& row : {Row{"0", 0}, Row{"0s", 0}, Row{"1", 1}, Row{"1h", 3600},
                         Row{"1h30m", 5400}, Row{"7d", 7 * kDay}, Row{"30d", 30 * kDay},
                         Row{"2592001", kNow + 2'592'001}, Row{"45d", kNow + 45 * kDay},
                         Row{"@1800000001", kNow + 1}, Row{"@4294967295", 0xffffffffLL}}) {
    INFO(row.text);
    const auto expiry = parse_expiry(row.text);
    REQUIRE(expiry);
    const auto wire = wire_expiry(*expiry, kNow);
    REQUIRE(wire);
    CHECK(*wire == row.wire);
  }
}

TEST_CASE("cmd/expiry_values: dates are read with and without a zone", "[cmd]") {
  const ZoneOf zone("XXX-02:00");  // two hours east of Greenwich
  struct Row {
    std::string_view text;
    std::int64_t unix_seconds;
  };
  for (const Row& row :
       {Row{"@2027-01-15T08:00:00Z", kNow}, Row{"@2027-01-15T08:00Z", kNow},
        Row{"@2027-01-15 08:00Z", kNow}, Row{"@2027-01-15T10:00:00", kNow},
        Row{"@2027-01-15T09:00:00+01:00", kNow}, Row{"@2027-01-15T02:30-0530", kNow},
        Row{"@2027-01-15", kNow - 10 * 3600}, Row{"@2028-02-29T00:00Z", 1'835'395'200}}) {
    INFO(row.text);
    const auto expiry = parse_expiry(row.text);
    REQUIRE(expiry);
    CHECK(expiry->kind == Expiry::Kind::At);
    CHECK(expiry->seconds == row.unix_seconds);
  }
}

TEST_CASE("cmd/expiry_values: junk is refused with the grammar", "[cmd]") {
  for (const std::string_view text :
       {"", "@", "abc", "-1", "1h30", "@2027-13-01", "@2027-02-30", "@2027-02-29T00:00Z",
        "@2027-01-15T25:00", "@2027-01-15T10:61", "@2027-01-15T10", "@2027-1-15",
        "@2027-01-15T10:00X", "@2027-01-15T10:00+1", "@2027-01-15Zz", "@-5", "@12x", "never"}) {
    INFO(text);
    const auto expiry = parse_expiry(text);
    REQUIRE_FALSE(expiry);
    CHECK(expiry.error().code == Errc::BadText);
    CHECK_THAT(expiry.error().detail, Contains("is not an expiry"));
  }
  CHECK_THAT(parse_expiry("1500ms").error().detail, Contains("whole number of seconds"));
  CHECK(parse_expiry("2000ms"));
  CHECK_FALSE(parse_expiry("@4294967296"));
}

TEST_CASE("cmd/expiry_values: a moment that has passed or cannot be counted is refused", "[cmd]") {
  const auto wire_of = [](std::string_view text) { return wire_expiry(*parse_expiry(text), kNow); };
  for (const std::string_view text : {"@1800000000", "@1", "@2020-01-01"}) {
    INFO(text);
    CHECK_THAT(wire_of(text).error().detail, Contains("in the past"));
  }
  CHECK_THAT(wire_of("@2200-01-01").error().detail, Contains("2106"));
  CHECK_THAT(wire_of("36500d").error().detail, Contains("2106"));
}
