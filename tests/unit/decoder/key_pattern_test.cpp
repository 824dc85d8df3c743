#include "mcbin/decoder/key_pattern.hpp"

#include <catch2/catch.hpp>

namespace mcbin::decoder {
namespace {

bool fits(const KeyPattern& pattern, std::string_view key) {
  return pattern.fits(as_bytes(key));
}

TEST_CASE("decoder/key_pattern: without conditions every key fits", "[decoder][filter]") {
  CHECK(KeyPattern().empty());
  CHECK(fits(KeyPattern(), "anything"));
}

TEST_CASE("decoder/key_pattern: one condition of several is enough", "[decoder][filter]") {
  KeyPattern pattern;
  pattern.add_exact("whole");
  pattern.add_prefix("user:");
  REQUIRE(pattern.add_regex("^s[0-9]+$"));
  CHECK(fits(pattern, "whole"));
  CHECK_FALSE(fits(pattern, "wholes"));
  CHECK(fits(pattern, "user:7"));
  CHECK_FALSE(fits(pattern, "auser:7"));
  CHECK(fits(pattern, "s42"));
  CHECK_FALSE(fits(pattern, "s42x"));
}

TEST_CASE("decoder/key_pattern: expressions see bytes", "[decoder][filter]") {
  KeyPattern pattern;
  REQUIRE(pattern.add_regex("\\xff\\x00$"));
  CHECK(fits(pattern, std::string_view("a\xff\0", 3)));
  CHECK_FALSE(fits(pattern, "a"));
}

TEST_CASE("decoder/key_pattern: a bad expression is refused with a reason", "[decoder][filter]") {
  KeyPattern pattern;
  const auto added = pattern.add_regex("a(");
  REQUIRE_FALSE(added);
  CHECK(added.error().code == Errc::BadText);
  CHECK_FALSE(added.error().detail.empty());
}

}  // namespace
}  // namespace mcbin::decoder
