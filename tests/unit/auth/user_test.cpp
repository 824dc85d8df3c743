#include "mcbin/auth/user.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using namespace auth;

TEST_CASE("auth/user: rights include what they are made of", "[auth][user]") {
  const Rights both = Rights::read() | Rights::write();
  CHECK(both.include(Rights::read()));
  CHECK(both.include(Rights::write()));
  CHECK(both.include(both));
  CHECK_FALSE(both.include(Rights::admin()));
  CHECK_FALSE(Rights::read().include(both));
  CHECK(Rights::none().include(Rights::none()));
  CHECK(Rights::all().include(both | Rights::admin()));
}

TEST_CASE("auth/user: a user owns the keys that begin with a prefix", "[auth][user]") {
  const User all{.name = "all"};
  CHECK(all.owns(as_bytes("anything")));
  const User some{.name = "some", .prefixes = {"session:", "cart:"}};
  CHECK(some.owns(as_bytes("session:1")));
  CHECK(some.owns(as_bytes("cart:")));
  CHECK_FALSE(some.owns(as_bytes("cart")));
  CHECK_FALSE(some.owns(as_bytes("Session:1")));
  CHECK_FALSE(some.owns(as_bytes("x-session:1")));
}

}  // namespace
}  // namespace mcbin::test
