#include "cmd/progress_bar.hpp"

#include <catch2/catch.hpp>

namespace mcbin::cmd {

TEST_CASE("cmd/progress_bar: the line says how far and how fast", "[cmd]") {
  using std::chrono::milliseconds;
  CHECK(progress_text("keys", 500, std::nullopt, milliseconds(100)) == "500 keys, 5000/s");
  CHECK(progress_text("keys", 0, 0, milliseconds(0)) == "0 keys, 0/s");
  CHECK(progress_text("keys", 500, 1000, milliseconds(2000)) ==
        "[###############...............] 500 of 1000 keys, 250/s");
  CHECK(progress_text("values", 2000, 1000, milliseconds(1000)) ==
        "[##############################] 2000 of 1000 values, 2000/s");
}

}  // namespace mcbin::cmd
