#include "mcbin/auth/success_cache.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using namespace auth;

Login login_of(const std::string& name) {
  return {.user = std::make_shared<const User>(User{.name = name}), .hash = {}};
}

TEST_CASE("auth/success_cache: name and password both have to be the same", "[auth][cache]") {
  SuccessCache cache;
  cache.begin(1);
  cache.remember("ann", "secret", login_of("ann"), 1);
  REQUIRE(cache.find("ann", "secret").has_value());
  CHECK(cache.find("ann", "secret")->user->name == "ann");
  CHECK_FALSE(cache.find("ann", "secret2").has_value());
  CHECK_FALSE(cache.find("anns", "ecret").has_value());
  CHECK_FALSE(cache.find("bob", "secret").has_value());
}

TEST_CASE("auth/success_cache: a new generation knows nothing of the old", "[auth][cache]") {
  SuccessCache cache;
  cache.begin(1);
  cache.remember("ann", "secret", login_of("ann"), 1);
  cache.begin(2);
  CHECK_FALSE(cache.find("ann", "secret").has_value());
  cache.remember("ann", "secret", login_of("ann"), 1);  // checked against the old table
  CHECK_FALSE(cache.find("ann", "secret").has_value());
}

TEST_CASE("auth/success_cache: the oldest makes room", "[auth][cache]") {
  SuccessCache cache;
  cache.begin(1);
  const Login login = login_of("ann");
  for (std::size_t at = 0; at <= kSuccessesMax; ++at) {
    cache.remember("ann", std::to_string(at), login, 1);
  }
  CHECK_FALSE(cache.find("ann", "0").has_value());
  CHECK(cache.find("ann", "1").has_value());
  CHECK(cache.find("ann", std::to_string(kSuccessesMax)).has_value());
}

}  // namespace
}  // namespace mcbin::test
