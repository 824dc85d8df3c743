#include "mcbin/replay/answer_check.hpp"

#include "replay_samples.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using codec::Opcode;
using codec::Status;
using replay::Difference;
using replay::Tolerance;
using replay::Tolerated;
using test::MadeAnswer;

namespace {

const MadeAnswer kHit{.value = "value", .flags = 3, .cas = 9};

replay::CheckResult checked(const replay::PlannedRequest& request,
                            const std::vector<MadeAnswer>& answers,
                            const Tolerance& tolerance = {}) {
  std::vector<ByteVector> bytes;
  for (const MadeAnswer& answer : answers) bytes.push_back(test::answer_bytes(answer));
  return replay::check_answers(request, bytes, tolerance);
}

MadeAnswer with(MadeAnswer answer, void (*change)(MadeAnswer&)) {
  change(answer);
  return answer;
}

}  // namespace

TEST_CASE("replay/answer_check: each part that differs has its name", "[replay][check]") {
  struct Row {
    const char* name;
    MadeAnswer got;
    Difference difference;
  };
  const Row rows[] = {
      {"the same", kHit, Difference::None},
      {"value", with(kHit, [](MadeAnswer& it) { it.value = "Value"; }), Difference::Value},
      {"shorter", with(kHit, [](MadeAnswer& it) { it.value = "valu"; }), Difference::Value},
      {"flags", with(kHit, [](MadeAnswer& it) { it.flags = 4; }), Difference::Flags},
      {"key", with(kHit, [](MadeAnswer& it) { it.key = "key"; }), Difference::Key},
      {"no CAS", with(kHit, [](MadeAnswer& it) { it.cas = 0; }), Difference::Cas},
      {"a miss", {.status = Status::KeyNotFound, .value = "Not found"}, Difference::Status},
      {"an opaque is nobody's matter", with(kHit, [](MadeAnswer& it) { it.opaque = 5; }),
       Difference::None},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const auto result = checked(test::planned({}, kHit), {row.got});
    CHECK(result.checked);
    CHECK(result.difference == row.difference);
    CHECK(result.tolerated == 0);
  }
}

TEST_CASE("replay/answer_check: silence and answers are told apart", "[replay][check]") {
  const auto silent = test::planned_silence({.opcode = Opcode::GetQ});
  CHECK(checked(silent, {}).difference == Difference::None);
  CHECK(checked(silent, {kHit}).difference == Difference::Surplus);
  CHECK(checked(test::planned({}, kHit), {}).difference == Difference::Missing);
  CHECK_FALSE(checked(test::planned({}), {kHit}).checked);
}

TEST_CASE("replay/answer_check: what every server says for itself is counted", "[replay][check]") {
  struct Row {
    const char* name;
    MadeAnswer expected;
    MadeAnswer got;
    Tolerated tolerated;
  };
  const Row rows[] = {
      {"another CAS", kHit, with(kHit, [](MadeAnswer& it) { it.cas = 10; }), Tolerated::Cas},
      {"version",
       {.opcode = Opcode::Version, .value = "1.6.18"},
       {.opcode = Opcode::Version, .value = "1.0.0"},
       Tolerated::Version},
      {"counter",
       {.opcode = Opcode::Increment, .value = "12345678"},
       {.opcode = Opcode::Increment, .value = "12345679"},
       Tolerated::Counter},
      {"words",
       {.status = Status::KeyNotFound, .value = "Not found"},
       {.status = Status::KeyNotFound, .value = "No such key"},
       Tolerated::ErrorText},
      {"statistics",
       {.opcode = Opcode::Stat, .key = "pid", .value = "1"},
       {.opcode = Opcode::Stat, .key = "pid", .value = "2"},
       Tolerated::Stats},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const auto result =
        checked(test::planned({.opcode = row.expected.opcode}, row.expected), {row.got});
    CHECK(result.difference == Difference::None);
    CHECK(result.tolerated == 1U << static_cast<unsigned>(row.tolerated));
  }
}

TEST_CASE("replay/answer_check: a tolerance excuses what it is for, and no more",
          "[replay][check]") {
  const MadeAnswer miss{.status = Status::KeyNotFound, .value = "Not found"};
  const MadeAnswer other = with(kHit, [](MadeAnswer& it) { it.value = "other"; });
  const auto get = test::planned({}, kHit);
  CHECK(checked(get, {miss}, {.near_expiry = true}).has(Tolerated::Ttl));
  CHECK(checked(get, {other}, {.near_expiry = true}).difference == Difference::Value);
  CHECK(checked(get, {miss}, {.cold = true}).has(Tolerated::Cold));
  CHECK(checked(get, {other}, {.cold = true}).difference == Difference::Value);
  CHECK(checked(get, {other}, {.flush_left_out = true}).has(Tolerated::Flush));
  CHECK(checked(get, {other}, {.values = replay::Values::Seeded}).has(Tolerated::Values));
  CHECK(
      checked(get, {kHit}, {.near_expiry = true, .flush_left_out = true, .cold = true}).tolerated ==
      0);
}
