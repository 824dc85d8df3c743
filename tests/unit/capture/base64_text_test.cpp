#include "mcbin/capture/base64_text.hpp"

#include "capture_fixture.hpp"

#include <catch2/catch.hpp>

namespace mcbin::capture {
namespace {

using test::decode_pieces;

TEST_CASE("capture/base64_text: texts become their bytes", "[capture][base64]") {
  struct Row {
    const char* name;
    const char* text;
    const char* hex;
  };
  const Row rows[] = {
      {"nothing", "", ""},
      {"whole groups", "gAoAh2Vo", "800a00876568"},
      {"one byte in the last group", "gAoAhw==", "800a0087"},
      {"two bytes in the last group", "gAoAh2U=", "800a008765"},
      {"without padding", "gAoAhw", "800a0087"},
      {"without padding, two bytes", "gAoAh2U", "800a008765"},
      {"the standard alphabet", "++//", "fbefff"},
      {"the alphabet for names", "--__", "fbefff"},
      {"lines and blanks", "gA oA\r\nh2\tVo\n", "800a00876568"},
      {"texts put together", "gA==gAo=\nCg==", "80800a0a"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    for (const std::size_t piece : {1U, 3U, 1000U}) {
      const auto decoded = decode_pieces<Base64TextDecoder>(row.text, piece);
      CHECK(decoded.result.has_value());
      CHECK(decoded.hex == row.hex);
    }
  }
}

TEST_CASE("capture/base64_text: an error names the offset", "[capture][base64]") {
  struct Row {
    const char* name;
    const char* text;
    std::uint64_t at_byte;
    const char* detail;
  };
  const Row rows[] = {
      {"a letter of neither alphabet", "gAoA*w==", 4, "not a base64 letter: '*'"},
      {"padding at the front", "=gAo", 0, "padding where base64 has none"},
      {"padding after one letter", "gAoAh===", 5, "padding where base64 has none"},
      {"padding after a whole group", "gAoA=", 4, "padding where base64 has none"},
      {"too much padding", "gAoAhw===", 8, "padding where base64 has none"},
      {"half the padding", "gA=gAoA", 3, "a second '=' is missing"},
      {"one letter left over", "gAoAh", 5, "the base64 text ends inside a byte"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    for (const std::size_t piece : {1U, 1000U}) {
      const auto decoded = decode_pieces<Base64TextDecoder>(row.text, piece);
      REQUIRE_FALSE(decoded.result.has_value());
      CHECK(decoded.result.error().code == Errc::BadText);
      CHECK(decoded.result.error().at_byte == row.at_byte);
      CHECK(decoded.result.error().detail == row.detail);
    }
  }
}

}  // namespace
}  // namespace mcbin::capture
