// A callable by reference: state stays the caller's, const and temporary callables work.
#include "mcbin/base/function_ref.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin {
namespace {

int call_twice(FunctionRef<int(int)> function) {
  return function(1) + function(2);
}

TEST_CASE("base/function_ref: calls the callable it was made from", "[base][function_ref]") {
  int sum = 0;
  auto counting = [&sum](int number) {
    sum += number;
    return sum;
  };
  CHECK(call_twice(counting) == 1 + 3);
  CHECK(sum == 3);
  CHECK(call_twice([](int number) { return 10 * number; }) == 30);
  const auto constant = [](int number) { return number; };
  CHECK(call_twice(constant) == 3);
}

TEST_CASE("base/function_ref: references pass through uncopied", "[base][function_ref]") {
  std::string text = "a";
  auto add = [](std::string& target, const std::string& more) { target += more; };
  const FunctionRef<void(std::string&, const std::string&)> function = add;
  function(text, "b");
  CHECK(text == "ab");
}

}  // namespace
}  // namespace mcbin
