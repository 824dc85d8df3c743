#include "mcbin/values/write_value.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::values {
namespace {

using Library = ClientLibrary;
using Type = ValueType;

TEST_CASE("values/write_value: what is written is read back", "[values]") {
  const std::pair<Type, std::string> values[] = {
      {Type::Text, "h\xc3\xa9llo"},   {Type::Text, ""},         {Type::Bytes, "\xff\xfe"},
      {Type::Integer, "-42"},         {Type::Integer, "0"},     {Type::Integer, "4294967296"},
      {Type::Integer, "-2147483648"}, {Type::Float, "1.5"},     {Type::Float, "-0.1"},
      {Type::Boolean, "true"},        {Type::Boolean, "false"},
  };
  for (const Library library : {Library::Bmemcached, Library::Pylibmc, Library::Php, Library::Dalli,
                                Library::Spymemcached}) {
    for (const auto& [type, content] : values) {
      CAPTURE(library_name(library), type_name(type), content);
      const auto written = write_value(library, type, as_bytes(content));
      REQUIRE(written);
      const ReadValue read = read_value(library, written->flags, written->bytes);
      const bool python = library == Library::Bmemcached || library == Library::Pylibmc;
      if (python && read.type == Type::Object) {
        // A pickle is named, not read; only Python's floats and bmemcached's bools are ones.
        CHECK((type == Type::Float || type == Type::Boolean));
        continue;
      }
      const bool bool_as_int = library == Library::Pylibmc && type == Type::Boolean;
      CHECK(as_text(read.content) ==
            (bool_as_int ? (content == "true" ? "1" : "0") : content.c_str()));
      if (!bool_as_int && type != Type::Bytes) {
        CHECK(type_name(read.type) == type_name(type));
      }
    }
  }
}

TEST_CASE("values/write_value: flags and bytes are those of the libraries", "[values]") {
  struct Row {
    Library library;
    Type type;
    const char* content;
    std::uint32_t flags;
    std::string bytes;
  };
  const Row rows[] = {
      {Library::Bmemcached, Type::Text, "x", 0, "x"},
      {Library::Bmemcached, Type::Bytes, "x", 16, "x"},
      {Library::Bmemcached, Type::Integer, "7", 2, "7"},
      {Library::Bmemcached, Type::Boolean, "1", 1, "I01\n."},
      {Library::Bmemcached, Type::Float, "1.50", 1, "F1.5\n."},
      {Library::Pylibmc, Type::Text, "x", 16, "x"},
      {Library::Pylibmc, Type::Bytes, "x", 0, "x"},
      {Library::Pylibmc, Type::Integer, "007", 4, "7"},
      {Library::Pylibmc, Type::Boolean, "false", 2, "0"},
      {Library::Php, Type::Text, "x", 0, "x"},
      {Library::Php, Type::Integer, "7", 1, "7"},
      {Library::Php, Type::Float, "inf", 2, "Infinity"},
      {Library::Php, Type::Float, "-inf", 2, "-Infinity"},
      {Library::Php, Type::Float, "nan", 2, "NaN"},
      {Library::Php, Type::Boolean, "0", 3, ""},
      {Library::Dalli, Type::Boolean, "true", 1, "\x04\x08T"},
      {Library::Spymemcached, Type::Text, "x", 0, "x"},
      {Library::Spymemcached, Type::Bytes, "x", 0x800, "x"},
      {Library::Spymemcached, Type::Integer, "258", 0x200, "\x01\x02"},
      {Library::Spymemcached, Type::Integer, "0", 0x200, ""},
      {Library::Spymemcached, Type::Integer, "-1", 0x200, "\xff\xff\xff\xff"},
      {Library::Spymemcached, Type::Integer, "2147483648", 0x300, std::string("\x80\0\0\0", 4)},
      {Library::Spymemcached, Type::Boolean, "false", 0x100, "0"},
      {Library::Memjs, Type::Text, "x", 0, "x"},
      {Library::Memjs, Type::Integer, "7", 0, "7"},
  };
  for (const Row& row : rows) {
    CAPTURE(library_name(row.library), type_name(row.type), row.content);
    const auto written = write_value(row.library, row.type, as_bytes(row.content));
    REQUIRE(written);
    CHECK(written->flags == row.flags);
    CHECK(as_text(written->bytes) == row.bytes);
  }
}

TEST_CASE("values/write_value: packed values carry the library's bits and come back", "[values]") {
  const std::string text(5000, 'x');
  const std::pair<Library, std::uint32_t> rows[] = {{Library::Bmemcached, 8},
                                                    {Library::Pylibmc, 24},
                                                    {Library::Php, 0x30},
                                                    {Library::Dalli, 3},
                                                    {Library::Spymemcached, 2}};
  for (const auto& [library, flags] : rows) {
    CAPTURE(library_name(library));
    const auto written = write_value(library, Type::Text, as_bytes(text), Pack::Always);
    REQUIRE(written);
    CHECK(written->flags == flags);
    CHECK(written->bytes.size() < text.size() / 10);
    const ReadValue read = read_value(library, written->flags, written->bytes);
    CHECK(read.type == Type::Text);
    CHECK(as_text(read.content) == text);
  }
}

TEST_CASE("values/write_value: what is not of its type is refused", "[values]") {
  const std::pair<Type, const char*> rows[] = {
      {Type::Text, "\xff"},    {Type::Integer, ""},
      {Type::Integer, "1.5"},  {Type::Integer, "9223372036854775808"},
      {Type::Integer, "0x10"}, {Type::Float, "x"},
      {Type::Float, ""},       {Type::Boolean, "yes"},
      {Type::Boolean, ""},
  };
  for (const auto& [type, content] : rows) {
    CAPTURE(type_name(type), content);
    const auto written = write_value(Library::Php, type, as_bytes(content));
    REQUIRE_FALSE(written);
    CHECK(written.error().code == Errc::BadText);
  }
  CHECK(write_value(Library::Php, Type::Integer, as_bytes("1"), Pack::Always).error().code ==
        Errc::BadText);
  CHECK(write_value(Library::Memjs, Type::Text, as_bytes("x"), Pack::Always).error().code ==
        Errc::BadText);
  CHECK(write_value(Library::Auto, Type::Text, as_bytes("x")).error().code ==
        Errc::BadConfiguration);
  CHECK(write_value(Library::None, Type::Text, as_bytes("x")).error().code ==
        Errc::BadConfiguration);
}

}  // namespace
}  // namespace mcbin::values
