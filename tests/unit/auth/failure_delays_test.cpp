#include "mcbin/auth/failure_delays.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using namespace auth;
using std::chrono::milliseconds;

constexpr DelayRules kRules{.failures_free = 2,
                            .first = milliseconds(100),
                            .most = milliseconds(350),
                            .forgotten_after = milliseconds(1000)};

const FailureDelays::Time kStart{std::chrono::hours(1)};

TEST_CASE("auth/failure_delays: the delay doubles up to its most", "[auth][delays]") {
  FailureDelays delays(kRules);
  const milliseconds expected[] = {milliseconds(0),   milliseconds(0),   milliseconds(100),
                                   milliseconds(200), milliseconds(350), milliseconds(350)};
  CHECK(delays.delay("h", kStart) == milliseconds(0));
  for (const milliseconds delay : expected) {
    delays.note_failure("h", kStart);
    CHECK(delays.delay("h", kStart) == delay);
    CHECK(delays.delay("another", kStart) == milliseconds(0));
  }
  for (int at = 0; at < 100; ++at) delays.note_failure("h", kStart);
  CHECK(delays.delay("h", kStart) == milliseconds(350));
}

TEST_CASE("auth/failure_delays: a quiet time forgets", "[auth][delays]") {
  FailureDelays delays(kRules);
  for (int at = 0; at < 5; ++at) delays.note_failure("h", kStart);
  CHECK(delays.delay("h", kStart + milliseconds(999)) == milliseconds(350));
  CHECK(delays.delay("h", kStart + milliseconds(1000)) == milliseconds(0));
  delays.note_failure("h", kStart + milliseconds(1000));
  CHECK(delays.delay("h", kStart + milliseconds(1000)) == milliseconds(0));
}

TEST_CASE("auth/failure_delays: nobody in particular is never delayed", "[auth][delays]") {
  FailureDelays delays(kRules);
  for (int at = 0; at < 9; ++at) delays.note_failure("", kStart);
  CHECK(delays.delay("", kStart) == milliseconds(0));
}

TEST_CASE("auth/failure_delays: of too many the oldest is forgotten", "[auth][delays]") {
  FailureDelays delays(kRules);
  const auto fail_often = [&](const std::string& source, milliseconds at) {
    for (int count = 0; count < 3; ++count) delays.note_failure(source, kStart + at);
  };
  fail_often("first", milliseconds(0));
  fail_often("second", milliseconds(1));
  for (std::size_t at = 2; at < kFailingAddressesMax; ++at) {
    fail_often(std::to_string(at), milliseconds(2));
  }
  CHECK(delays.delay("first", kStart) > milliseconds(0));
  fail_often("one more", milliseconds(3));
  CHECK(delays.delay("first", kStart) == milliseconds(0));
  CHECK(delays.delay("second", kStart) > milliseconds(0));
  // Those whose time is over go together.
  fail_often("later", milliseconds(1002));
  CHECK(delays.delay("one more", kStart + milliseconds(1002)) > milliseconds(0));
  CHECK(delays.delay("2", kStart + milliseconds(1001)) == milliseconds(0));
}

TEST_CASE("auth/failure_delays: an address has one source", "[auth][delays]") {
  struct Row {
    const char* address;
    const char* same;
    const char* other;
  };
  const Row rows[] = {{"192.0.2.1:1234", "192.0.2.1:4321", "192.0.2.2:1234"},
                      {"[2001:db8:1:2::3]:1", "[2001:db8:1:2:9:9:9:9]:2", "[2001:db8:1:3::3]:1"},
                      {"[::ffff:192.0.2.1]:1", "[::ffff:192.0.2.1]:2", "[::ffff:192.0.2.2]:1"},
                      {"[fe80::1%eth0]:1", "[fe80::1%eth0]:2", "[fe80::2%eth0]:1"}};
  for (const Row& row : rows) {
    INFO(row.address);
    CHECK_FALSE(failure_source(row.address).empty());
    CHECK(failure_source(row.address) == failure_source(row.same));
    CHECK(failure_source(row.address) != failure_source(row.other));
  }
  CHECK(failure_source("unix").empty());
  CHECK(failure_source("").empty());
}

}  // namespace
}  // namespace mcbin::test
