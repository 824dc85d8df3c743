#include "mcbin/render/change_line.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace mcbin::render {

TEST_CASE("render/change_line: a change is one object, without what it has not", "[render]") {
  std::string out;
  append_change_line(out, {.from = "log",
                           .change = "stored",
                           .sequence = 7,
                           .key = as_bytes("k\xff"),
                           .value = as_bytes("\"v\""),
                           .flags = 0x87654321,
                           .cas = 0x8765432187654321,
                           .expiry_wall_ms = 1'700'000'000'123});
  append_change_line(out,
                     {.from = "log", .change = "removed", .sequence = 8, .key = as_bytes("k")});
  append_change_line(out,
                     {.from = "log", .change = "flush_at", .sequence = 9, .expiry_wall_ms = -5});
  CHECK(out ==
        R"({"from":"log","change":"stored","sequence":7,"key_b64":"a/8=","flags":2271560481,)"
        R"("cas":"9756277979052589857","expires_ms":1700000000123,"size":3,"value":"\"v\""})"
        "\n"
        R"({"from":"log","change":"removed","sequence":8,"key":"k"})"
        "\n"
        R"({"from":"log","change":"flush_at","sequence":9,"expires_ms":0})"
        "\n");
}

TEST_CASE("render/change_line: a check is one object", "[render]") {
  std::string out;
  append_journal_check_line(out, {.directory = "/data", .whole = true, .log_files = 2});
  const std::vector<std::string> damages = {"one", "two"};
  append_journal_check_line(
      out, {.directory = "d", .cut_file = "log-7", .cut_bytes = 3, .damages = damages});
  CHECK(out == R"({"directory":"/data","whole":true,"snapshot_items":0,"snapshot_files":0,)"
               R"("log_changes":0,"log_files":2,"log_bytes":0,"last_sequence":0})"
               "\n"
               R"({"directory":"d","whole":false,"snapshot_items":0,"snapshot_files":0,)"
               R"("log_changes":0,"log_files":0,"log_bytes":0,"last_sequence":0,)"
               R"("cut_file":"log-7","cut_bytes":3,"damages":["one","two"]})"
               "\n");
}

}  // namespace mcbin::render
