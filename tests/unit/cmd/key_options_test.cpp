#include "cmd/key_options.hpp"

#include <catch2/catch.hpp>

namespace mcbin::cmd {
namespace {

using namespace std::string_view_literals;

TEST_CASE("cmd/key_options: a key is what its spelling says", "[cmd][keys]") {
  struct Row {
    const char* text;
    bool hex;
    bool base64;
    std::string_view key;
  };
  const Row rows[] = {
      {"plain", false, false, "plain"},        {"00", false, false, "00"},
      {"00ff0A", true, false, "\x00\xff\n"sv}, {"00:ff", true, false, "\x00\xff"sv},
      {"AAH/", false, true, "\x00\x01\xff"sv}, {"AA==", false, true, "\x00"sv},
      {"[a,b]", false, false, "[a,b]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto key = read_key(row.text, {.hex = row.hex, .base64 = row.base64});
    REQUIRE(key);
    CHECK(*key == row.key);
  }
}

TEST_CASE("cmd/key_options: what is no key is refused", "[cmd][keys]") {
  CHECK_FALSE(read_key("", {}));
  CHECK_FALSE(read_key("", {.hex = true}));
  CHECK_FALSE(read_key("0", {.hex = true}));
  CHECK_FALSE(read_key("a!", {.base64 = true}));
  CHECK_FALSE(read_key("00", {.hex = true, .base64 = true}));
  CHECK(read_key(std::string(250, 'k'), {}));
  CHECK(read_key(std::string(250, 'k'), {}).value().size() == 250);
  CHECK(read_key(std::string(251, 'k'), {}).error().code == Errc::BadConfiguration);
}

TEST_CASE("cmd/key_options: arguments come in batches, and none is an error", "[cmd][keys]") {
  KeyOptions options;
  CHECK(KeySource::open(options, RecordEnd::Line).error().code == Errc::BadConfiguration);
  options.words = {"a", "b", "c"};
  auto source = KeySource::open(options, RecordEnd::Line).value();
  CHECK(source.total() == 3);
  std::vector<std::string> keys;
  REQUIRE(source.next(2, keys));
  CHECK(keys == std::vector<std::string>{"a", "b"});
  REQUIRE(source.next(2, keys));
  CHECK(keys == std::vector<std::string>{"c"});
  REQUIRE(source.next(2, keys));
  CHECK(keys.empty());
}

}  // namespace
}  // namespace mcbin::cmd
