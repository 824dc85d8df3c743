#include "unit/auth/auth_samples.hpp"

namespace mcbin::test {
namespace {

using namespace auth;

TEST_CASE("auth/user_table: only the right password of a user is right", "[auth][user_table]") {
  const UserTable table = table_of("ann:" + kArgonSecret + ":r:*\nbob:" + kArgonOther + ":rw:*\n");
  const auto login = table.check("ann", "secret");
  REQUIRE(login.has_value());
  CHECK(login->user->name == "ann");
  CHECK(login->hash == kArgonSecret);
  CHECK_FALSE(table.check("ann", "other").has_value());
  CHECK_FALSE(table.check("bob", "secret").has_value());
  CHECK(table.check("bob", "other").has_value());
  // The decoy is a real hash: its password opens nothing for somebody who is not there.
  CHECK_FALSE(table.check("eve", "secret").has_value());
}

TEST_CASE("auth/user_table: either of two hashes lets in", "[auth][user_table]") {
  const UserTable table =
      table_of("ann:" + kArgonOther + "," + kBcryptSecret + ":r:*\nbob:plain\n");
  CHECK(table.check("ann", "other")->hash == kArgonOther);
  CHECK(table.check("ann", "secret")->hash == kBcryptSecret);
  CHECK_FALSE(table.check("ann", "plain").has_value());
  CHECK(table.check("bob", "plain").has_value());
  CHECK_FALSE(table.check("bob", "secret").has_value());
}

TEST_CASE("auth/user_table: a login lasts as long as its user and its hash", "[auth][user_table]") {
  const UserTable table = table_of("ann:" + kArgonSecret + "," + kArgonOther + ":rw:*\n");
  const Login login = table.check("ann", "secret").value();
  const auto narrower = table_of("ann:" + kArgonSecret + ":r:a*\n").renew(login);
  REQUIRE(narrower.has_value());
  CHECK(narrower->user->rights == Rights::read());
  CHECK(narrower->user->prefixes.size() == 1);
  CHECK_FALSE(table_of("ann:" + kArgonOther + ":rw:*\n").renew(login).has_value());
  CHECK_FALSE(table_of("bob:" + kArgonSecret + ":rw:*\n").renew(login).has_value());
  // One known by a certificate has no hash to lose.
  CHECK(table_of("ann:" + kArgonOther + ":rw:*\n").renew({login.user, ""}).has_value());
}

TEST_CASE("auth/user_table: too many kinds of hashes cannot be hidden", "[auth][user_table]") {
  std::vector<User> users;
  const std::string tail = kArgonSecret.substr(kArgonSecret.find("$Ev"));
  for (std::size_t at = 0; at <= kChecksMax; ++at) {
    users.push_back({.name = "user" + std::to_string(at),
                     .hashes = {"$argon2id$v=19$m=8,t=" + std::to_string(at + 1) + ",p=1" + tail}});
  }
  CHECK_FALSE(UserTable::make(users).has_value());
  users.pop_back();
  CHECK(UserTable::make(users).has_value());
}

}  // namespace
}  // namespace mcbin::test
