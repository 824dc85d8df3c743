#include "mcbin/auth/users_edit.hpp"

#include "unit/auth/auth_samples.hpp"

namespace mcbin::test {
namespace {

using namespace auth;

User sample() {
  return {.name = "ann",
          .hashes = {kArgonSecret, kBcryptSecret},
          .rights = Rights::read() | Rights::admin(),
          .prefixes = {"a:", "b,"}};
}

TEST_CASE("auth/users_edit: a line is read as what was written", "[auth][users_edit]") {
  User user = sample();
  user.prefixes = {"a:", "~b"};
  CHECK(line_of(user) == "ann:" + kArgonSecret + "," + kBcryptSecret + ":r,admin:~a:*,~~b*");
  const auto read = parse_users(line_of(user));
  REQUIRE(read.has_value());
  CHECK(read->users[0].hashes == user.hashes);
  CHECK(read->users[0].rights == user.rights);
  CHECK(read->users[0].prefixes == user.prefixes);
  user.prefixes.clear();
  user.rights = Rights::all();
  CHECK(line_of(user).ends_with(":rw,admin:*"));
}

TEST_CASE("auth/users_edit: one line changes and the rest stays", "[auth][users_edit]") {
  const std::string line = line_of(sample()) + "\n";
  CHECK(with_user("", sample()) == line);
  CHECK(with_user("# c\r\n\nbob:x\n", sample()) == "# c\r\n\nbob:x\n" + line);
  CHECK(with_user("bob:x", sample()) == "bob:x\n" + line);
  CHECK(with_user("bob:x\nann:old\nanna:y\n", sample()) == "bob:x\n" + line + "anna:y\n");
  CHECK(without_user("bob:x\nann:old\n#ann:\nanna:y", "ann") == "bob:x\n#ann:\nanna:y\n");
  CHECK(without_user("bob:x\n", "ann") == "bob:x\n");
}

}  // namespace
}  // namespace mcbin::test
