#include "cmd/capture_values.hpp"

#include <catch2/catch.hpp>

namespace mcbin::cmd {
namespace {

TEST_CASE("cmd/capture_values: opcodes are names of both dialects, or numbers", "[cmd][values]") {
  std::bitset<256> opcodes;
  REQUIRE(add_opcodes("GET,setq,0x77,10,SubdocGet", opcodes));
  CHECK(opcodes.count() == 5);
  for (const unsigned code : {0U, 0x11U, 0x77U, 10U, 0xc5U}) CHECK(opcodes[code]);
  for (const char* bad : {"", "FETCH", "GET,", "256", "1x"}) {
    INFO(bad);
    CHECK(add_opcodes(bad, opcodes).error().code == Errc::BadText);
  }
}

TEST_CASE("cmd/capture_values: statuses are names or numbers, or any error", "[cmd][values]") {
  std::vector<codec::Status> statuses;
  bool errors = false;
  REQUIRE(add_statuses("key_enoent,0x84,KeyEexists", statuses, errors));
  CHECK(statuses == std::vector{codec::Status::KeyNotFound, codec::Status::InternalError,
                                codec::Status::KeyExists});
  CHECK_FALSE(errors);
  REQUIRE(add_statuses("error", statuses, errors));
  CHECK(errors);
  for (const char* bad : {"", "fine", "65536"}) {
    INFO(bad);
    CHECK(add_statuses(bad, statuses, errors).error().code == Errc::BadText);
  }
}

TEST_CASE("cmd/capture_values: moments", "[cmd][values]") {
  struct Row {
    const char* text;
    std::int64_t ns;
    bool from_start;
  };
  const Row rows[] = {
      {"1700000000", 1'700'000'000'000'000'000, false},
      {"1700000000.5", 1'700'000'000'500'000'000, false},
      {"1.000000007", 1'000'000'007, false},
      {"2023-11-14T22:13:20Z", 1'700'000'000'000'000'000, false},
      {"+1m30s", 90'000'000'000, true},
      {"+250ms", 250'000'000, true},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const auto moment = parse_moment(row.text);
    REQUIRE(moment);
    CHECK(moment->ns == row.ns);
    CHECK(moment->from_start == row.from_start);
  }
  for (const char* bad : {"", "x", "1.0000000001", "1.x", "+", "2023-99-99", "99999999999"}) {
    INFO(bad);
    CHECK_FALSE(parse_moment(bad));
  }
}

}  // namespace
}  // namespace mcbin::cmd
