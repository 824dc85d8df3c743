// Flags and bytes as the libraries put them on the wire: bmemcached 0.31.1, pylibmc 1.6.3,
// php-memcached 3.2.0, dalli 3.0.6, spymemcached 2.12.3 and memjs 1.3.2 against memcached 1.6.18.
#include "mcbin/values/read_value.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::values {
namespace {

using namespace std::string_view_literals;
using test::ExactBytes;
using test::from_hex;
using Library = ClientLibrary;
using Type = ValueType;

std::string bytes_of(std::string_view hex) {
  return std::string(as_text(from_hex(hex)));
}

std::string zlib(std::string_view text) {
  return std::string(as_text(deflate_value(as_bytes(text), Compression::Zlib).value()));
}

std::string gzip(std::string_view text) {
  return std::string(as_text(deflate_value(as_bytes(text), Compression::Gzip).value()));
}

struct Row {
  const char* name;
  Library library;
  std::uint32_t flags;
  std::string stored;
  Type type;
  std::string content;  // of an object: its format
  Library guess;        // the library that Auto names
};

void check_row(const Row& row) {
  CAPTURE(row.name);
  const ExactBytes stored(as_bytes(row.stored));
  const ReadValue read = read_value(row.library, row.flags, stored.view());
  CHECK(read.type == row.type);
  CHECK(read.library == row.library);
  CHECK((row.type == Type::Object ? read.format : as_text(read.content)) == row.content);
  const ReadValue guessed = read_value(Library::Auto, row.flags, stored.view());
  CHECK(library_name(guessed.library) == library_name(row.guess));
  if (row.guess == Library::None) return;
  CHECK(type_name(guessed.type) == type_name(row.type));
  CHECK(as_text(guessed.content) == as_text(read.content));
}

TEST_CASE("values/read_value: the Python libraries", "[values]") {
  const Row rows[] = {
      {"bmemcached: text", Library::Bmemcached, 0, "h\xc3\xa9llo", Type::Text, "h\xc3\xa9llo",
       Library::None},
      {"bmemcached: int", Library::Bmemcached, 2, "-42", Type::Integer, "-42", Library::Pylibmc},
      {"bmemcached: bytes", Library::Bmemcached, 16, "\xff\xfe", Type::Bytes, "\xff\xfe",
       Library::Bmemcached},
      {"bmemcached: bool", Library::Bmemcached, 1, "I01\n.", Type::Object,
       "Python pickle, protocol 0 or 1", Library::Pylibmc},
      {"bmemcached: long bytes", Library::Bmemcached, 24, zlib("\xff\xfe"), Type::Bytes, "\xff\xfe",
       Library::Bmemcached},
      {"bmemcached: long text", Library::Bmemcached, 8, zlib("text"), Type::Text, "text",
       Library::Pylibmc},
      {"pylibmc: bytes", Library::Pylibmc, 0, "\xff", Type::Bytes, "\xff", Library::None},
      {"pylibmc: text", Library::Pylibmc, 16, "text", Type::Text, "text", Library::Pylibmc},
      {"pylibmc: bool", Library::Pylibmc, 2, "1", Type::Integer, "1", Library::Pylibmc},
      {"pylibmc: int", Library::Pylibmc, 4, "7", Type::Integer, "7", Library::Pylibmc},
      {"pylibmc: object", Library::Pylibmc, 1, bytes_of("8004880000002e"), Type::Object,
       "Python pickle, protocol 4", Library::Pylibmc},
      {"pylibmc: long text", Library::Pylibmc, 24, zlib("text"), Type::Text, "text",
       Library::Pylibmc},
      {"pylibmc: long pickle", Library::Pylibmc, 9, zlib("(lp0\n."), Type::Object,
       "Python pickle, protocol 0 or 1", Library::Pylibmc},
  };
  for (const Row& row : rows) check_row(row);
}

TEST_CASE("values/read_value: PHP", "[values]") {
  const std::string text(2800, 'x');
  const std::string fast = bytes_of(
      "f00a0000026162632002002d20032002e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06"
      "e09b060262632d");
  std::string repeated;
  for (int count = 0; count < 400; ++count) repeated += "abcabc-";
  const Row rows[] = {
      {"string", Library::Php, 0, "text", Type::Text, "text", Library::None},
      {"long", Library::Php, 1, "-42", Type::Integer, "-42", Library::Php},
      {"double", Library::Php, 2, "1.5", Type::Float, "1.5", Library::Php},
      {"infinity", Library::Php, 2, "-Infinity", Type::Float, "-inf", Library::Php},
      {"not a number", Library::Php, 2, "NaN", Type::Float, "nan", Library::Php},
      {"a round double", Library::Php, 2, "3", Type::Float, "3", Library::None},
      {"true", Library::Php, 3, "1", Type::Boolean, "true", Library::Php},
      {"false", Library::Php, 3, "", Type::Boolean, "false", Library::Php},
      {"array", Library::Php, 4, "a:1:{i:0;i:1;}", Type::Object, "PHP serialize()", Library::Php},
      {"null", Library::Php, 4, "N;", Type::Object, "PHP serialize()", Library::Php},
      {"igbinary", Library::Php, 5, bytes_of("0000000214"), Type::Object, "PHP igbinary",
       Library::Php},
      {"json", Library::Php, 6, "[1]", Type::Object, "JSON", Library::Php},
      {"msgpack", Library::Php, 7, bytes_of("9101"), Type::Object, "MessagePack", Library::Php},
      {"fastlz", Library::Php, 0x50, fast, Type::Text, repeated, Library::Php},
      {"zlib", Library::Php, 0x30, bytes_of("f00a0000") + zlib(text), Type::Text, text,
       Library::Php},
      {"a long array", Library::Php, 0x34, bytes_of("05000000") + zlib("a:0:;"), Type::Object,
       "PHP serialize()", Library::Php},
      {"the application's flags", Library::Php, 0x12340001, "7", Type::Integer, "7", Library::Php},
  };
  for (const Row& row : rows) {
    if (row.guess == Library::None && row.flags == 2) {
      // Cannot be told from pylibmc's integer; both show the same digits.
      CHECK(read_value(Library::Auto, 2, as_bytes("3")).type == Type::Integer);
      CHECK(read_value(Library::Php, 2, as_bytes("3")).type == Type::Float);
      continue;
    }
    check_row(row);
  }
}

TEST_CASE("values/read_value: Dalli and memjs", "[values]") {
  const Row rows[] = {
      {"text", Library::Dalli, 1, bytes_of("040849220678063a064554"), Type::Text, "x",
       Library::Dalli},
      {"an array", Library::Dalli, 1, bytes_of("04085b066906"), Type::Object, "Ruby Marshal",
       Library::Dalli},
      {"raw", Library::Dalli, 0, "raw", Type::Text, "raw", Library::None},
      {"long raw", Library::Dalli, 2, zlib("raw"), Type::Text, "raw", Library::Dalli},
      {"long text", Library::Dalli, 3, zlib(bytes_of("040849220678063a064554")), Type::Text, "x",
       Library::Dalli},
      {"memjs", Library::Memjs, 0, "text", Type::Text, "text", Library::None},
      {"memjs with flags", Library::Memjs, 7, "text", Type::Unknown, "text", Library::Php},
  };
  for (const Row& row : rows) {
    if (row.library != Library::Memjs || row.flags == 0) check_row(row);
  }
  CHECK(read_value(Library::Memjs, 7, as_bytes("x")).type == Type::Unknown);
}

TEST_CASE("values/read_value: spymemcached", "[values]") {
  const Row rows[] = {
      {"text", Library::Spymemcached, 0, "text", Type::Text, "text", Library::None},
      {"true", Library::Spymemcached, 0x100, "1", Type::Boolean, "true", Library::Spymemcached},
      {"false", Library::Spymemcached, 0x100, "0", Type::Boolean, "false", Library::Spymemcached},
      {"258", Library::Spymemcached, 0x200, "\x01\x02", Type::Integer, "258",
       Library::Spymemcached},
      {"0", Library::Spymemcached, 0x200, "", Type::Integer, "0", Library::Spymemcached},
      {"-1", Library::Spymemcached, 0x200, "\xff\xff\xff\xff", Type::Integer, "-1",
       Library::Spymemcached},
      {"long", Library::Spymemcached, 0x300, bytes_of("010000000000"), Type::Integer,
       "1099511627776", Library::Spymemcached},
      {"date", Library::Spymemcached, 0x400, bytes_of("018bcfe5687b"), Type::Date,
       "2023-11-14T22:13:20.123Z", Library::Spymemcached},
      {"byte", Library::Spymemcached, 0x500, "\xfe", Type::Integer, "-2", Library::Spymemcached},
      {"float", Library::Spymemcached, 0x600, bytes_of("3fc00000"), Type::Float, "1.5",
       Library::Spymemcached},
      {"double", Library::Spymemcached, 0x700, bytes_of("c002000000000000"), Type::Float, "-2.25",
       Library::Spymemcached},
      {"bytes", Library::Spymemcached, 0x800, bytes_of("00ff"), Type::Bytes, bytes_of("00ff"),
       Library::Spymemcached},
      {"object", Library::Spymemcached, 1, bytes_of("aced000573"), Type::Object,
       "Java serialization", Library::Spymemcached},
      {"long text", Library::Spymemcached, 2, gzip("text"), Type::Text, "text",
       Library::Spymemcached},
      {"long object", Library::Spymemcached, 3, gzip(bytes_of("aced000573")), Type::Object,
       "Java serialization", Library::Spymemcached},
      {"long bytes", Library::Spymemcached, 0x802, gzip("\xff"), Type::Bytes, "\xff",
       Library::Spymemcached},
  };
  for (const Row& row : rows) check_row(row);
}

TEST_CASE("values/read_value: bytes that contradict the flags are said to", "[values]") {
  struct Bad {
    Library library;
    std::uint32_t flags;
    std::string stored;
    const char* problem;
  };
  const Bad rows[] = {
      {Library::Bmemcached, 0, "\xff", "its flags say text, but it is not UTF-8"},
      {Library::Bmemcached, 2, "x", "its flags say integer, but it is none"},
      {Library::Pylibmc, 1, "x", "its flags say pickle, but it is none"},
      {Library::Pylibmc, 8, "x", "its compressed stream is cut off"},
      {Library::Pylibmc, 8, "xx", "its compressed stream is damaged"},
      {Library::Php, 1, "x", "its flags say integer, but it is none"},
      {Library::Php, 2, "x", "its flags say double, but it is none"},
      {Library::Php, 3, "x", "its flags say bool, but it is neither 1 nor empty"},
      {Library::Php, 0x30, "abc", "it is too short to be compressed, as its flags say"},
      {Library::Php, 0x30, bytes_of("03000000") + zlib("ab"),
       "it unpacks to another length than it says"},
      {Library::Php, 0x50, bytes_of("ffffff0f00"), "it unpacks to more than 67108864 bytes"},
      {Library::Dalli, 1, "x", "its flags say Marshal, but it is none"},
      {Library::Dalli, 2, "x", "its compressed stream is cut off"},
      {Library::Spymemcached, 1, "x", "its flags say a serialized Java object, but it is none"},
      {Library::Spymemcached, 0x200, "12345", "its number has too many bytes"},
      {Library::Spymemcached, 2, "x", "its compressed stream is cut off"},
  };
  for (const Bad& row : rows) {
    CAPTURE(row.flags, row.problem);
    const ReadValue read = read_value(row.library, row.flags, as_bytes(row.stored));
    CHECK(read.type == Type::Damaged);
    CHECK(read.problem == row.problem);
    CHECK(as_text(read.content) == row.stored);
  }
}

TEST_CASE("values/read_value: flags that nobody writes are unknown, and nothing is lost",
          "[values]") {
  const std::pair<Library, std::uint32_t> rows[] = {
      {Library::Auto, 0x87654321}, {Library::Auto, 1},        {Library::Auto, 8},
      {Library::Auto, 2},          {Library::Auto, 3},        {Library::Auto, 4},
      {Library::Pylibmc, 3},       {Library::Php, 9},         {Library::Php, 0x40},
      {Library::Dalli, 4},         {Library::Memjs, 1},       {Library::Spymemcached, 0x900},
      {Library::Spymemcached, 4},  {Library::Bmemcached, 32},
  };
  for (const auto& [library, flags] : rows) {
    CAPTURE(library_name(library), flags);
    const ReadValue read = read_value(library, flags, as_bytes("\xf0\x01"));
    CHECK(read.type == Type::Unknown);
    CHECK(as_text(read.content) == "\xf0\x01");
  }
  const ReadValue alone = read_value(Library::None, 1, as_bytes("I01\n."));
  CHECK(alone.type == Type::Text);
  CHECK(alone.library == Library::None);
}

TEST_CASE("values/read_value: unpacking is bounded", "[values]") {
  const std::string large = zlib(std::string(5000, 'x'));
  CHECK(read_value(Library::Pylibmc, 8, as_bytes(large), 5000).type == Type::Text);
  const ReadValue refused = read_value(Library::Pylibmc, 8, as_bytes(large), 4999);
  CHECK(refused.type == Type::Damaged);
  CHECK(refused.problem == "it unpacks to more than 4999 bytes");
}

}  // namespace
}  // namespace mcbin::values
