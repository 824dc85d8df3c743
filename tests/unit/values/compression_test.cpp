#include "mcbin/values/compression.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::values {
namespace {

using test::ExactBytes;

ByteVector packed(std::string_view text, Compression compression) {
  const auto bytes = deflate_value(as_bytes(text), compression);
  REQUIRE(bytes);
  return *bytes;
}

TEST_CASE("values/compression: both kinds come back, and are told apart", "[values]") {
  const std::string texts[] = {"", "x", std::string(100'000, 'a'), "no two alike: 0123456789"};
  for (const Compression kind : {Compression::Zlib, Compression::Gzip}) {
    for (const std::string& text : texts) {
      const ByteVector bytes = packed(text, kind);
      CHECK(opens_zlib(bytes) == (kind == Compression::Zlib));
      CHECK(opens_gzip(bytes) == (kind == Compression::Gzip));
      const auto back = inflate_value(ExactBytes(bytes).view(), text.size());
      REQUIRE(back);
      CHECK(as_text(*back) == text);
    }
  }
  CHECK_FALSE(opens_zlib({}));
  CHECK_FALSE(opens_zlib(as_bytes("x")));
  CHECK_FALSE(opens_zlib(as_bytes("xy")));
  CHECK_FALSE(opens_gzip(as_bytes("\x1f\x8b")));
}

TEST_CASE("values/compression: every cut of a stream is an error", "[values]") {
  const ByteVector whole = packed("a text that is cut off somewhere", Compression::Zlib);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto back = inflate_value(ExactBytes(ByteView{whole}.first(size)).view(), 1000);
    REQUIRE_FALSE(back);
    CHECK(back.error().code == Errc::BadText);
  }
  ByteVector longer = whole;
  longer.push_back(0);
  const auto followed = inflate_value(ExactBytes(longer).view(), 1000);
  REQUIRE_FALSE(followed);
  CHECK(followed.error().detail == "bytes follow its compressed stream");
  CHECK(followed.error().at_byte == whole.size());
  ByteVector wrong = whole;
  wrong.back() ^= 1U;  // the checksum
  CHECK_FALSE(inflate_value(wrong, 1000));
}

TEST_CASE("values/compression: a stream that swells stops at the bound", "[values]") {
  const ByteVector bomb = packed(std::string(10'000'000, '\0'), Compression::Gzip);
  REQUIRE(bomb.size() < 20'000);
  const auto stopped = inflate_value(bomb, 9'999'999);
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().code == Errc::TooLarge);
  CHECK(inflate_value(bomb, 10'000'000).value().size() == 10'000'000);
  CHECK_FALSE(inflate_value(bomb, 0));
}

}  // namespace
}  // namespace mcbin::values
