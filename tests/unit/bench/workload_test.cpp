#include "mcbin/bench/workload.hpp"

#include <catch2/catch.hpp>

using mcbin::Errc;
using mcbin::bench::check_workload;
using mcbin::bench::quiet_form;
using mcbin::bench::value_bytes_of;
using mcbin::bench::Workload;
using mcbin::codec::Opcode;

TEST_CASE("bench/workload: what cannot be played is refused", "[bench][workload]") {
  CHECK(check_workload(Workload{}));
  struct Row {
    const char* what;
    void (*spoil)(Workload&);
  };
  const Row rows[] = {
      {"no mix", [](Workload& workload) { workload.mix.clear(); }},
      {"only weights of nothing",
       [](Workload& workload) {
         workload.mix = {{Opcode::Get, 0}};
       }},
      {"an opcode that is not checked",
       [](Workload& workload) { workload.mix = {{Opcode::Stat}}; }},
      {"a quiet opcode", [](Workload& workload) { workload.mix = {{Opcode::GetQ}}; }},
      {"no keys", [](Workload& workload) { workload.keys = 0; }},
      {"no depth", [](Workload& workload) { workload.depth = 0; }},
      {"too much depth", [](Workload& workload) { workload.depth = 4097; }},
      {"short keys", [](Workload& workload) { workload.key_bytes = 7; }},
      {"long keys", [](Workload& workload) { workload.key_bytes = 251; }},
      {"no room for the number",
       [](Workload& workload) {
         workload.key_bytes = 8;
         workload.keys = 10'001;
       }},
      {"sizes the wrong way round", [](Workload& workload) { workload.value_bytes_min = 101; }},
      {"a batch too large",
       [](Workload& workload) {
         workload.depth = 100;
         workload.value_bytes_max = 1U << 20U;
       }},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    Workload workload;
    row.spoil(workload);
    const auto checked = check_workload(workload);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == Errc::BadConfiguration);
    CHECK_FALSE(checked.error().detail.empty());
  }
}

TEST_CASE("bench/workload: opcodes have quiet forms", "[bench][workload]") {
  CHECK(quiet_form(Opcode::Get) == Opcode::GetKQ);
  CHECK(quiet_form(Opcode::Set) == Opcode::SetQ);
  CHECK(quiet_form(Opcode::Delete) == Opcode::DeleteQ);
  CHECK(quiet_form(Opcode::Increment) == Opcode::IncrementQ);
  CHECK(quiet_form(Opcode::GatK) == Opcode::GatKQ);
  CHECK(quiet_form(Opcode::Touch) == Opcode::Touch);
}

TEST_CASE("bench/workload: each key keeps its size, all sizes occur", "[bench][workload]") {
  Workload workload;
  workload.value_bytes_min = 3;
  workload.value_bytes_max = 6;
  bool seen[7] = {};
  for (std::uint64_t number = 0; number < 200; ++number) {
    const auto size = value_bytes_of(workload, number);
    REQUIRE(size >= 3);
    REQUIRE(size <= 6);
    CHECK(size == value_bytes_of(workload, number));
    seen[size] = true;
  }
  CHECK((seen[3] && seen[4] && seen[5] && seen[6]));
}
