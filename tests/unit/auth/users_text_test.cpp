#include "mcbin/auth/users_text.hpp"

#include "mcbin/auth/password_hash.hpp"
#include "unit/auth/auth_samples.hpp"

namespace mcbin::test {
namespace {

using namespace std::string_literals;
using namespace auth;

User only_user(const std::string& text) {
  const auto parsed = parse_users(text);
  INFO(text << (parsed ? "" : parsed.error().detail));
  REQUIRE(parsed.has_value());
  REQUIRE(parsed->users.size() == 1);
  return parsed->users.front();
}

TEST_CASE("auth/users_text: a line says name, hashes, rights and prefixes", "[auth][users_text]") {
  const User user = only_user("app:" + kArgonSecret + ":rw:~session:*,~cart:*\n");
  CHECK(user.name == "app");
  CHECK(user.hashes == std::vector{kArgonSecret});
  CHECK(user.rights == (Rights::read() | Rights::write()));
  CHECK(user.prefixes == std::vector{"session:"s, "cart:"s});
}

TEST_CASE("auth/users_text: two hashes stand side by side", "[auth][users_text]") {
  const User user = only_user("app:" + kArgonSecret + "," + kBcryptSecret + ":r:*");
  CHECK(user.hashes == std::vector{kArgonSecret, kBcryptSecret});
  CHECK_FALSE(
      parse_users("app:" + kArgonSecret + "," + kArgonSecret + "," + kArgonSecret + ":r:*"));
}

TEST_CASE("auth/users_text: rights and prefixes may be spelt in several ways",
          "[auth][users_text]") {
  CHECK(parse_rights("r").value() == Rights::read());
  CHECK(parse_rights("r,w").value() == (Rights::read() | Rights::write()));
  CHECK(parse_rights("admin,rw").value() == Rights::all());
  for (const char* text : {"", "x", "wr", "r,", ",r", "R", "admin "}) {
    INFO(text);
    CHECK_FALSE(parse_rights(text).has_value());
  }
  CHECK(parse_prefixes("*").value().empty());
  CHECK(parse_prefixes("~a*,*").value().empty());
  CHECK(parse_prefixes("~*").value().empty());
  CHECK(parse_prefixes("a*,~b:c*").value() == std::vector{"a"s, "b:c"s});
  for (const std::string& text : {""s, "a"s, "~a*,"s, "a*b*"s, std::string(251, 'a') + "*"}) {
    INFO(text);
    CHECK_FALSE(parse_prefixes(text).has_value());
  }
}

TEST_CASE("auth/users_text: memcached's own lines give every right", "[auth][users_text]") {
  const auto parsed = parse_users("# users\r\n\r\nann:se:cret\r\nbob:hidden");
  REQUIRE(parsed.has_value());
  CHECK(parsed->plain_passwords == 2);
  REQUIRE(parsed->users.size() == 2);
  CHECK(parsed->users[0].rights == Rights::all());
  CHECK(matches_hash("se:cret", parsed->users[0].hashes.at(0)));
  CHECK(matches_hash("hidden", parsed->users[1].hashes.at(0)));  // no final line end
  CHECK(only_user("ann:" + kBcryptSecret).rights == Rights::all());
}

TEST_CASE("auth/users_text: a bad line is named and refuses the file", "[auth][users_text]") {
  struct Row {
    std::string line;
    const char* reason;
  };
  const Row rows[] = {
      {"ann", "a ':' after the name"},
      {":secret", "a user name has"},
      {std::string(256, 'n') + ":secret", "a user name has"},
      {"ann:", "the password or its hash is missing"},
      {"ann:" + std::string(512, 'p'), "the password is too long"},
      {"ann:" + std::string(kUsersLineBytesMax, 'p'), "the line is too long"},
      {"ann:a\tb", "a control character"},
      {"ann:a\0b"s, "a control character"},
      {"ann:$1$abc$def", "a hash of an unknown kind"},
      {"ann:$ecret", "a hash of an unknown kind"},
      {"ann:" + kArgonSecret.substr(0, 60), "cut short"},
      {"ann:" + kArgonSecret + ":rw", "after the hash come"},
      {"ann:" + kArgonSecret + ":q:*", "rights are"},
      {"ann:" + kArgonSecret + ":rw:a", "a key prefix ends with *"},
      {"bob:again", "there already"},
  };
  for (const Row& row : rows) {
    const auto parsed = parse_users("bob:" + kBcryptSecret + ":r:*\n" + row.line + "\n");
    INFO(row.line);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().code == Errc::BadText);
    CHECK(parsed.error().at_byte == kBcryptSecret.size() + 9);
    CHECK(parsed.error().detail.starts_with("line 2: "));
    CHECK_THAT(parsed.error().detail, Catch::Contains(row.reason));
  }
  CHECK_FALSE(parse_users("").has_value());
  CHECK_FALSE(parse_users("# nobody\n").has_value());
  CHECK(parse_users(std::string(kUsersTextBytesMax + 1, '\n')).error().code == Errc::TooLarge);
}

}  // namespace
}  // namespace mcbin::test
