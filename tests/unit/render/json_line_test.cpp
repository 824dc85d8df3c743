#include "mcbin/render/json_line.hpp"

#include "line_reader.hpp"

#include <catch2/catch.hpp>

#include <limits>

namespace mcbin::render {
namespace {

TEST_CASE("render/json_line: fields stand in the order of the calls", "[render][json]") {
  std::string out = "before\n";
  JsonLine line(out);
  line.number("small", std::uint8_t{7});
  line.wide_number("wide", std::numeric_limits<std::uint64_t>::max());
  line.yes("yes");
  line.text("text", "a\"b");
  line.text("empty", {});
  line.hex("hex", test::from_hex("00ff"));
  line.base64("base64", test::from_hex("00ff"));
  line.end();
  CHECK(out ==
        "before\n{\"small\":7,\"wide\":\"18446744073709551615\",\"yes\":true,"
        "\"text\":\"a\\\"b\",\"empty\":\"\",\"hex\":\"00ff\",\"base64\":\"AP8=\"}\n");
}

TEST_CASE("render/json_line: lists hold texts and objects", "[render][json]") {
  std::string out;
  JsonLine line(out);
  line.open_list("empty");
  line.close_list();
  line.open_list("texts");
  line.text_element("a");
  line.text_element("b");
  line.close_list();
  line.open_list("objects");
  line.open_object_element();
  line.number("n", 1U);
  line.close_object_element();
  line.open_object_element();
  line.close_object_element();
  line.close_list();
  line.number("last", 2U);
  line.end();
  CHECK(out == "{\"empty\":[],\"texts\":[\"a\",\"b\"],\"objects\":[{\"n\":1},{}],\"last\":2}\n");
}

TEST_CASE("render/json_line: times and ratios have as many digits as they need", "[render][json]") {
  std::string out;
  JsonLine line(out);
  line.microseconds("whole", 143'000);
  line.microseconds("part", 143'007);
  line.microseconds("small", 7);
  line.moment("ts", 1'700'000'000'000'000'007);
  line.ratio("half", 1, 2);
  line.ratio("all", 3, 3);
  line.ratio("none", 0, 0);
  line.end();
  CHECK(out ==
        "{\"whole\":143,\"part\":143.007,\"small\":0.007,\"ts\":\"1700000000.000000007\","
        "\"half\":0.5000,\"all\":1}\n");
}

TEST_CASE("render/json_line: names may be long", "[render][json]") {
  const std::string name(200, 'n');
  std::string out;
  JsonLine line(out);
  line.number(name, 1U);
  line.text(name + "t", "x");
  line.wide_number(name + "w", 2);
  line.end();
  CHECK(out == "{\"" + name + "\":1,\"" + name + "t\":\"x\",\"" + name + "w\":\"2\"}\n");
}

TEST_CASE("render/json_line: much that is short, and what is long, come in their order",
          "[render][json]") {
  const std::string plain(5000, 'p');
  const std::string odd = plain + "\n";
  std::string out;
  std::string wanted = "{";
  {
    JsonLine line(out);
    for (unsigned count = 0; count < 300; ++count) {
      line.number("n", count);
      wanted += (count > 0 ? ",\"n\":" : "\"n\":") + std::to_string(count);
    }
    for (const std::size_t size : {0U, 1U, 511U, 512U, 513U, 5000U}) {
      line.plain_text("p", std::string_view(plain).substr(0, size));
      line.text("t", std::string_view(odd).substr(odd.size() - size));
      wanted += ",\"p\":\"" + plain.substr(0, size) + "\",\"t\":\"" +
                (size > 0 ? plain.substr(0, size - 1) + "\\n" : "") + "\"";
    }
    line.open_list("l");
    for (unsigned count = 0; count < 300; ++count) line.text_element("word");
    line.close_list();
    wanted += ",\"l\":[";
    for (unsigned count = 0; count < 300; ++count) wanted += count > 0 ? ",\"word\"" : "\"word\"";
    wanted += "]}\n";
    line.word("w", "fine");
    wanted.insert(wanted.size() - 2, ",\"w\":\"fine\"");
    line.end();
    CHECK(out == wanted);
  }
  CHECK(out == wanted);
}

TEST_CASE("render/json_line: an object may be empty", "[render][json]") {
  std::string out;
  JsonLine(out).end();
  CHECK(out == "{}\n");
}

TEST_CASE("render/json_line: the tests' reader refuses a key that comes twice", "[render][json]") {
  CHECK_NOTHROW(test::read_line(R"({"a":1,"b":{"a":1}})"));
  CHECK_THROWS(test::read_line(R"({"a":1,"a":1})"));
  CHECK_THROWS(test::read_line(R"([1])"));
  CHECK_THROWS(test::read_line("{\"a\":\"\xff\"}"));
}

}  // namespace
}  // namespace mcbin::render
