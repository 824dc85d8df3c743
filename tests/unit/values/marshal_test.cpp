// The dumps are what Ruby 3.1 writes.
#include "mcbin/values/marshal.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <limits>

namespace mcbin::values {
namespace {

using test::ExactBytes;
using test::from_hex;

TEST_CASE("values/marshal: simple values are read, and written as Ruby does", "[values]") {
  struct Row {
    const char* name;
    const char* hex;
    ValueType type;
    const char* content;
  };
  const Row rows[] = {
      {"true", "040854", ValueType::Boolean, "true"},
      {"false", "040846", ValueType::Boolean, "false"},
      {"nil", "040830", ValueType::Null, "null"},
      {"0", "04086900", ValueType::Integer, "0"},
      {"42", "0408692f", ValueType::Integer, "42"},
      {"122", "0408697f", ValueType::Integer, "122"},
      {"123", "040869017b", ValueType::Integer, "123"},
      {"-1", "040869fa", ValueType::Integer, "-1"},
      {"-123", "04086980", ValueType::Integer, "-123"},
      {"-124", "040869ff84", ValueType::Integer, "-124"},
      {"-300", "040869fed4fe", ValueType::Integer, "-300"},
      {"-256", "040869ff00", ValueType::Integer, "-256"},
      {"65536", "04086903000001", ValueType::Integer, "65536"},
      {"2**40", "04086c2b08000000000001", ValueType::Integer, "1099511627776"},
      {"-2**40", "04086c2d08000000000001", ValueType::Integer, "-1099511627776"},
      {"a text", "040849220678063a064554", ValueType::Text, "x"},
      {"bytes", "04082207fffe", ValueType::Bytes, "\xff\xfe"},
      {"1.5", "04086608312e35", ValueType::Float, "1.5"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const ByteVector dump = from_hex(row.hex);
    const auto read = read_marshal_scalar(ExactBytes(dump).view());
    REQUIRE(read);
    CHECK(read->type == row.type);
    CHECK(as_text(read->content) == row.content);
    for (std::size_t size = 0; size < dump.size(); ++size) {
      CHECK_FALSE(read_marshal_scalar(ExactBytes(ByteView{dump}.first(size)).view()));
    }
    ByteVector longer = dump;
    longer.push_back('x');
    CHECK_FALSE(read_marshal_scalar(ExactBytes(longer).view()));
    if (row.type == ValueType::Integer) CHECK(marshal_integer(std::stoll(row.content)) == dump);
    if (row.type == ValueType::Text) CHECK(marshal_text(as_bytes(row.content)) == dump);
    if (row.type == ValueType::Bytes) CHECK(marshal_bytes(as_bytes(row.content)) == dump);
    if (row.type == ValueType::Float) CHECK(marshal_float(row.content) == dump);
  }
  CHECK(marshal_boolean(true) == from_hex("040854"));
  CHECK(marshal_boolean(false) == from_hex("040846"));
}

TEST_CASE("values/marshal: the extremes come back", "[values]") {
  using Limits = std::numeric_limits<std::int64_t>;
  for (const std::int64_t number : {Limits::min(), Limits::max(), std::int64_t{1} << 30,
                                    -(std::int64_t{1} << 30), -(std::int64_t{1} << 30) - 1}) {
    const auto read = read_marshal_scalar(marshal_integer(number));
    REQUIRE(read);
    CHECK(as_text(read->content) == std::to_string(number));
  }
}

TEST_CASE("values/marshal: everything else is left alone", "[values]") {
  for (const char* hex : {"04085b066906", "04073069", "0408", "04083a06", "0408220a78",
                          "04086c2b0a0000000000000000000001",
                          "04086c2a0600000"
                          "0"}) {
    CHECK_FALSE(read_marshal_scalar(ExactBytes(from_hex(hex)).view()));
  }
}

}  // namespace
}  // namespace mcbin::values
