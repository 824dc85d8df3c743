#include "mcbin/values/value_readers.hpp"
#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

namespace mcbin::values {
namespace {

using test::from_hex;

TEST_CASE("values/object_formats: pickles are known by their opening and their end", "[values]") {
  CHECK(pickle_format(from_hex("80049504000000000000008c01618c2e")) == "Python pickle, protocol 4");
  CHECK(pickle_format(as_bytes("I01\n.")) == "Python pickle, protocol 0 or 1");
  CHECK(pickle_format(as_bytes("(lp0\n.")) == "Python pickle, protocol 0 or 1");
  for (const char* hex : {"", "2e", "802e", "80062e", "80012e", "49300a", "61622e"}) {
    CHECK_FALSE(pickle_format(from_hex(hex)).has_value());
  }
}

TEST_CASE("values/object_formats: other serializers are known, too", "[values]") {
  CHECK(looks_like_marshal(from_hex("04085b00")));
  CHECK_FALSE(looks_like_marshal(from_hex("0408")));
  CHECK(looks_like_java(from_hex("aced000573")));
  CHECK_FALSE(looks_like_java(from_hex("aced0004")));
  for (const char* text : {"N;", "i:1;", "a:1:{i:0;i:1;}", "s:1:\"x\";", "b:0;"}) {
    CHECK(looks_like_php(as_bytes(text)));
  }
  for (const char* text : {"", "N", "i:1", "x:1;", "i;1;", "12:;"}) {
    CHECK_FALSE(looks_like_php(as_bytes(text)));
  }
}

TEST_CASE("values/object_formats: numbers are told from text", "[values]") {
  for (const char* text : {"0", "-1", "18446744073709551616", "007"}) {
    CHECK(is_decimal(as_bytes(text)));
    CHECK_FALSE(is_real(as_bytes(text)));
  }
  for (const char* text : {"1.5", "-1e300", "1e999", "inf", "nan"}) CHECK(is_real(as_bytes(text)));
  for (const char* text : {"", "-", "1x", " 1", "1.5 "}) {
    CHECK_FALSE(is_decimal(as_bytes(text)));
    CHECK_FALSE(is_real(as_bytes(text)));
  }
}

}  // namespace
}  // namespace mcbin::values
