#include "unit/auth/auth_samples.hpp"

#include <algorithm>
#include <ctime>

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

/// The median of the processor time that checking a wrong password takes, in nanoseconds.
std::int64_t time_of_refusal(const UserTable& table, const std::string& name) {
  std::vector<std::int64_t> times;
  const auto now = [] {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
  };
  for (int run = 0; run < 15; ++run) {
    const std::int64_t begin = now();
    CHECK_FALSE(table.check(name, "wrong").has_value());
    times.push_back(now() - begin);
  }
  std::nth_element(times.begin(), times.begin() + 7, times.end());
  return times[7];
}

TEST_CASE("auth/user_table: a refusal takes as long for whoever is not there",
          "[auth][user_table]") {
  const UserTable table = table_of("one:" + kSha512Secret + ":r:*\ntwo:" + kSha512Secret + "," +
                                   kBcryptSecret + ":r:*\nthree:" + kBcryptSecret + ":r:*\n");
  const auto nobody = static_cast<double>(time_of_refusal(table, "nobody"));
  for (const char* name : {"one", "two", "three"}) {
    // A check that was left out would make it half as long, or nothing at all.
    const double ratio = static_cast<double>(time_of_refusal(table, name)) / nobody;
    INFO(name << " takes " << ratio);
    CHECK(ratio > 0.75);
    CHECK(ratio < 1.33);
  }
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
