// The bridges between bytes and text.
#include "mcbin/base/bytes.hpp"

#include <catch2/catch.hpp>

namespace mcbin {
namespace {

using namespace std::string_view_literals;

TEST_CASE("base/bytes: text and bytes are the same memory, NUL included", "[base][bytes]") {
  const std::string_view text = "a\0\xff"sv;
  const ByteView bytes = as_bytes(text);
  REQUIRE(bytes.size() == 3);
  CHECK(bytes[2] == 0xff);
  CHECK(static_cast<const void*>(bytes.data()) == text.data());
  CHECK(as_text(bytes) == text);
}

TEST_CASE("base/bytes: equality looks at length and every byte", "[base][bytes]") {
  CHECK(same_bytes({}, {}));
  CHECK(same_bytes(as_bytes("ab"), as_bytes("ab")));
  CHECK_FALSE(same_bytes(as_bytes("ab"), as_bytes("abc")));
  CHECK_FALSE(same_bytes(as_bytes("a\0b"sv), as_bytes("a\0c"sv)));
  CHECK_FALSE(same_bytes(as_bytes("a"), {}));
}

TEST_CASE("base/bytes: append and copy move exactly the bytes given", "[base][bytes]") {
  ByteVector out = {1};
  append(out, as_bytes("\2\3"));
  append(out, {});
  CHECK(out == ByteVector{1, 2, 3});
  ByteVector target(4, 9);
  copy_bytes(out, target);
  copy_bytes({}, {});
  CHECK(target == ByteVector{1, 2, 3, 9});
}

}  // namespace
}  // namespace mcbin
