#include "mcbin/render/entry_line.hpp"

#include "mcbin/render/value_line.hpp"

#include <catch2/catch.hpp>

namespace mcbin::render {
namespace {

TEST_CASE("render/entry_line: what get prints is read back", "[render][value]") {
  std::string line;
  append_value_line(line, {.key = as_bytes("k\xff"),
                           .server = "a",
                           .flags = 0x87654321,
                           .cas = 7,
                           .stored_bytes = 2,
                           .value = as_bytes("\xfe\x01")});
  const auto entry = read_entry_line(line);
  REQUIRE(entry);
  REQUIRE(*entry);
  CHECK((*entry)->key == "k\xff");
  CHECK(as_text((*entry)->value) == "\xfe\x01");
  CHECK((*entry)->flags == 0x87654321);
  CHECK_FALSE((*entry)->expire.has_value());
}

TEST_CASE("render/entry_line: all fields, in any order", "[render][value]") {
  const auto entry =
      read_entry_line(R"({"expire":"1h","value":"h\u00e9\u0000","flags":1,"key":"k"})");
  REQUIRE(entry);
  REQUIRE(*entry);
  CHECK(as_text((*entry)->value) == std::string_view("h\xc3\xa9\x00", 4));
  CHECK((*entry)->expire == "1h");
  CHECK(read_entry_line(R"({"key":"k","value":"","expire":30})").value()->expire == "30");
  CHECK(read_entry_line(R"({"key":"k","value_b64":"AAEC/w=="})").value()->value ==
        ByteVector{0, 1, 2, 255});
}

TEST_CASE("render/entry_line: misses and failures are nothing to store", "[render][value]") {
  for (const char* line : {R"({"key":"k","found":false})", R"({"error":"dead","exit_code":3})"}) {
    const auto entry = read_entry_line(line);
    REQUIRE(entry);
    CHECK_FALSE(entry->has_value());
  }
}

TEST_CASE("render/entry_line: what cannot be stored is said", "[render][value]") {
  const std::pair<const char*, const char*> rows[] = {
      {"", "the line is not JSON"},
      {"{\"key\":", "the line is not JSON"},
      {"{\"key\":\"\xff\",\"value\":\"\"}", "the line is not JSON"},
      {"[]", "the line is not a JSON object"},
      {R"({"value":"v"})", "there is no \"key\""},
      {R"({"key":"k"})", "there is no \"value\""},
      {R"({"key":1,"value":"v"})", "\"key\" is not a string"},
      {R"({"key":"k","key_b64":"aw==","value":"v"})", "both \"key\" and \"key_b64\" are given"},
      {R"({"key":"k","value_b64":"a"})", "\"value_b64\" is not base64"},
      {R"({"key":"k","value_b64":"a==="})", "\"value_b64\" is not base64"},
      {R"({"key":"k","value_b64":"a-_="})", "\"value_b64\" is not base64"},
      {R"({"key":"k","value":"v","flags":-1})", "\"flags\" is not a number of 32 bits"},
      {R"({"key":"k","value":"v","flags":4294967296})", "\"flags\" is not a number of 32 bits"},
      {R"({"key":"k","value":"v","flags":"1"})", "\"flags\" is not a number of 32 bits"},
      {R"({"key":"k","value":"v","expire":-1})",
       "\"expire\" is neither a string nor a number of seconds"},
      {R"({"key":"k","value":"v","ttl":1})", "what is \"ttl\"?"},
      {R"({"key":"k","value":"v","type":"int"})",
       "the value is a decoded one, which its flags no longer fit (get it without --decode)"},
  };
  for (const auto& [line, sentence] : rows) {
    CAPTURE(line);
    const auto entry = read_entry_line(line);
    REQUIRE_FALSE(entry);
    CHECK(entry.error().code == Errc::BadText);
    CHECK(entry.error().detail == sentence);
  }
}

}  // namespace
}  // namespace mcbin::render
