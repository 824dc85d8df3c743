// Arguments that the parsing library would misread.
#include "cmd/argument_guard.hpp"

#include <catch2/catch.hpp>

using namespace mcbin::cmd;

TEST_CASE("cmd/argument_guard: what is guarded comes back as it was", "[cmd]") {
  for (const std::string_view word :
       {"[a,b]", "[]", "++", "\x01", "\x01[a]", "plain", "", "[", "--", "-x", "{}", "\xff\xfe"}) {
    INFO(word);
    CHECK(unguard_argument(guard_argument(word)) == word);
  }
}

TEST_CASE("cmd/argument_guard: only what is misread is changed", "[cmd]") {
  for (const std::string_view word : {"plain", "[half", "half]", "+", "+++", "-x", "--", "{}"}) {
    CHECK(guard_argument(word) == word);
  }
  for (const std::string_view word : {"[a,b]", "[]", "++"}) CHECK(guard_argument(word) != word);
}
