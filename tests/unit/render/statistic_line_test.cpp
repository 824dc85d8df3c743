#include "mcbin/render/statistic_line.hpp"

#include <catch2/catch.hpp>

namespace mcbin::render {

TEST_CASE("render/statistic_line: a statistic is one object", "[render]") {
  std::string out;
  append_statistic_line(out, {.server = "a:1", .name = as_bytes("pid"), .value = as_bytes("7")});
  append_statistic_line(out, {.server = "a:1", .name = as_bytes("\xff"), .value = as_bytes("\"")});
  CHECK(out == R"({"server":"a:1","name":"pid","value":"7"})"
               "\n"
               R"({"server":"a:1","name_b64":"/w==","value":"\""})"
               "\n");
}

}  // namespace mcbin::render
