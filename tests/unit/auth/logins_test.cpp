#include "mcbin/auth/logins.hpp"

#include "unit/auth/auth_samples.hpp"

#include <future>

namespace mcbin::test {
namespace {

using namespace auth;

/// Waits for the answer as a session would be told of it.
std::optional<Login> log_in(Logins& logins, const std::string& name, const std::string& password) {
  const auto attempt = logins.begin(name, password);
  REQUIRE(attempt != nullptr);
  std::promise<void> told;
  attempt->when_finished([&told] { told.set_value(); });
  told.get_future().wait();
  CHECK(attempt->finished());
  CHECK(attempt->password().empty());  // wiped
  return attempt->result();
}

TEST_CASE("auth/logins: what was right is recalled until the table changes", "[auth][logins]") {
  Logins logins(table_of("ann:" + kArgonSecret + ":r:*\n"));
  CHECK_FALSE(logins.recall("ann", "secret").has_value());
  CHECK_FALSE(log_in(logins, "ann", "wrong").has_value());
  CHECK_FALSE(logins.recall("ann", "wrong").has_value());
  const auto login = log_in(logins, "ann", "secret");
  REQUIRE(login.has_value());
  REQUIRE(logins.recall("ann", "secret").has_value());
  CHECK(logins.recall("ann", "secret")->user == login->user);

  const std::uint64_t before = logins.generation();
  logins.replace(table_of("ann:" + kArgonOther + ":r:*\n"));
  CHECK(logins.generation() > before);
  CHECK_FALSE(logins.recall("ann", "secret").has_value());
  CHECK_FALSE(log_in(logins, "ann", "secret").has_value());
  CHECK(log_in(logins, "ann", "other").has_value());
  CHECK_FALSE(logins.table()->renew(*login).has_value());
}

TEST_CASE("auth/logins: one more than may wait is refused", "[auth][logins]") {
  Logins logins(table_of("ann:" + kArgonSecret + ":r:*\n"), 0);
  CHECK(logins.begin("ann", "secret") == nullptr);
}

TEST_CASE("auth/logins: who still waits at the end is refused", "[auth][logins]") {
  std::vector<std::shared_ptr<LoginAttempt>> attempts;
  {
    Logins logins(table_of("ann:" + kSha512Secret + ":r:*\n"));
    for (int at = 0; at < 20; ++at) attempts.push_back(logins.begin("ann", "wrong"));
  }
  for (const auto& attempt : attempts) {
    CHECK(attempt->finished());
    CHECK_FALSE(attempt->result().has_value());
  }
}

TEST_CASE("auth/logins: who guesses waits, and nobody else does", "[auth][logins]") {
  using std::chrono::milliseconds;
  constexpr DelayRules kRules{.failures_free = 0, .first = milliseconds(300)};
  Logins logins(table_of("ann:" + kArgonSecret + ":r:*\n"), kLoginsWaitingMax, 1, kRules);
  logins.note_failure("guesser");
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::shared_ptr<LoginAttempt>> delayed;
  for (std::size_t at = 0; at < kLoginsDelayedMax; ++at) {
    delayed.push_back(logins.begin("ann", "secret", "guesser"));
    REQUIRE(delayed.back() != nullptr);
  }
  CHECK(logins.begin("ann", "secret", "guesser") == nullptr);
  CHECK(log_in(logins, "ann", "secret").has_value());
  CHECK_FALSE(delayed.front()->finished());
  std::promise<void> told;
  delayed.back()->when_finished([&told] { told.set_value(); });
  told.get_future().wait();
  CHECK(std::chrono::steady_clock::now() - begin >= milliseconds(300));
  for (const auto& attempt : delayed) CHECK(attempt->result().has_value());
}

TEST_CASE("auth/logins: who still waits for its delay at the end is refused", "[auth][logins]") {
  constexpr DelayRules kRules{.failures_free = 0,
                              .first = std::chrono::milliseconds(60'000),
                              .most = std::chrono::milliseconds(60'000)};
  std::shared_ptr<LoginAttempt> attempt;
  {
    Logins logins(table_of("ann:" + kArgonSecret + ":r:*\n"), 1, 1, kRules);
    logins.note_failure("guesser");
    attempt = logins.begin("ann", "secret", "guesser");
    REQUIRE(attempt != nullptr);
  }
  CHECK(attempt->finished());
  CHECK_FALSE(attempt->result().has_value());
}

TEST_CASE("auth/logins: tables may be swapped under logins", "[auth][logins]") {
  Logins logins(table_of("ann:" + kArgonSecret + ":r:*\n"));
  std::vector<auth::UserTable> tables;  // made here: only one thread may use Catch2
  for (int at = 0; at < 50; ++at) {
    tables.push_back(table_of("ann:" + (at % 2 == 0 ? kArgonOther : kArgonSecret) + ":r:*\n"));
  }
  std::thread swapper([&logins, &tables] {
    for (auth::UserTable& table : tables) logins.replace(std::move(table));
  });
  for (int at = 0; at < 200; ++at) {
    static_cast<void>(log_in(logins, "ann", at % 3 == 0 ? "other" : "secret"));
    static_cast<void>(logins.recall("ann", "secret"));
  }
  swapper.join();
  CHECK(log_in(logins, "ann", "secret").has_value());
  CHECK_FALSE(log_in(logins, "ann", "other").has_value());
}

}  // namespace
}  // namespace mcbin::test
