#include "mcbin/render/digit_text.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <string>

namespace mcbin::render {
namespace {

std::string digits(std::uint64_t value) {
  char text[kDigitsRoom];
  return {text, write_digits(text, value)};
}

TEST_CASE("render/digit_text: numbers of every length have their digits", "[render][digits]") {
  std::uint64_t power = 1;
  for (std::size_t length = 1; length <= kDigitsMax; ++length, power *= 10) {
    for (const std::uint64_t value : {power - 1, power, power + 1, power / 3 * 2}) {
      CHECK(digits(value) == std::to_string(value));
    }
  }
  CHECK(digits(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
  for (std::uint64_t value = 0; value < 100'000'000; value += value < 20'000 ? 1 : 9'973) {
    if (digits(value) != std::to_string(value)) FAIL(value);
  }
}

TEST_CASE("render/digit_text: a fixed number of digits has zeros in front", "[render][digits]") {
  char text[8];
  CHECK(std::string(text, write_eight_digits(text, 7)) == "00000007");
  CHECK(std::string(text, write_eight_digits(text, 1'234'567'890)) == "34567890");
  CHECK(std::string(text, write_fixed_digits(text, 70, 3)) == "070");
  CHECK(std::string(text, write_fixed_digits(text, 0, 4)) == "0000");
  CHECK(std::string(text, write_fixed_digits(text, 5, 1)) == "5");
  CHECK(std::string(text, write_fixed_digits(text, 99'999'999, 8)) == "99999999");
}

}  // namespace
}  // namespace mcbin::render
