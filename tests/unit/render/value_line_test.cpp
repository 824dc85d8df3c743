#include "mcbin/render/value_line.hpp"

#include <catch2/catch.hpp>

namespace mcbin::render {
namespace {

TEST_CASE("render/value_line: a value has its parts, in one order", "[render][value]") {
  std::string out;
  append_value_line(out, {.key = as_bytes("k"),
                          .server = "cache:11211",
                          .flags = 0x87654321,
                          .cas = 18446744073709551615U,
                          .stored_bytes = 5,
                          .value = as_bytes("a\"b\n\x7f")});
  append_value_line(out, {.key = as_bytes("\xff"), .value = as_bytes("\xfe")});
  append_value_line(out, {.key = as_bytes("k"),
                          .value = as_bytes("42"),
                          .meaning = ValueMeaning{.client = "php", .type = "int"}});
  append_value_line(
      out,
      {.key = as_bytes("k"),
       .meaning = ValueMeaning{
           .type = "object", .compression = "zlib", .format = "Ruby Marshal", .problem = "none"}});
  CHECK(out ==
        R"({"key":"k","found":true,"flags":2271560481,"cas":"18446744073709551615","size":5,)"
        R"("value":"a\"b\n\u007f","server":"cache:11211"})"
        "\n"
        R"({"key_b64":"/w==","found":true,"flags":0,"cas":"0","size":0,"value_b64":"/g=="})"
        "\n"
        R"({"key":"k","found":true,"flags":0,"cas":"0","size":0,"client":"php","type":"int",)"
        R"("value":"42"})"
        "\n"
        R"({"key":"k","found":true,"flags":0,"cas":"0","size":0,"type":"object",)"
        R"("compression":"zlib","format":"Ruby Marshal","problem":"none"})"
        "\n");
}

TEST_CASE("render/value_line: misses and failures are lines, too", "[render][value]") {
  std::string out;
  append_miss_line(out, {.key = as_bytes("k"), .server = "a"});
  append_miss_line(out, {.key = as_bytes("k"), .value = as_bytes("-")});
  append_failure_line(
      out,
      {.key = as_bytes("k"), .sentence = "busy", .exit_code = 4, .status = std::uint16_t{0x85}});
  append_failure_line(out, {.server = "a", .sentence = "dead", .exit_code = 3});
  CHECK(out == R"({"key":"k","found":false,"server":"a"})"
               "\n"
               R"({"key":"k","found":false,"value":"-"})"
               "\n"
               R"({"key":"k","error":"busy","exit_code":4,"status":133})"
               "\n"
               R"({"error":"dead","exit_code":3,"server":"a"})"
               "\n");
}

}  // namespace
}  // namespace mcbin::render
