// Look-ups: hits, misses, the quiet rule, keys that come back, and expiries set by the way.
#include "support/session_rig.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using codec::Opcode;
using codec::Status;

struct LookUp {
  Opcode opcode;
  bool quiet;
  bool with_key;
  bool with_expiry;
};

constexpr LookUp kLookUps[] = {
    {Opcode::Get, false, false, false}, {Opcode::GetQ, true, false, false},
    {Opcode::GetK, false, true, false}, {Opcode::GetKQ, true, true, false},
    {Opcode::Gat, false, false, true},  {Opcode::GatQ, true, false, true},
    {Opcode::GatK, false, true, true},  {Opcode::GatKQ, true, true, true},
};

Ask look_up(const LookUp& row, const std::string& key, std::uint32_t expiry_seconds = 100) {
  return {.opcode = row.opcode,
          .key = key,
          .extras = row.with_expiry ? number_extras(expiry_seconds) : "",
          .opaque = 0x87654321};
}

Answer set(SessionRig& rig, const std::string& key, const std::string& value,
           std::uint32_t flags = 0, std::uint32_t expiry_seconds = 0) {
  return rig.one({.opcode = Opcode::Set,
                  .key = key,
                  .value = value,
                  .extras = store_extras(flags, expiry_seconds)});
}

TEST_CASE("engine/retrieving: every look-up answers a hit in its own form",
          "[engine][retrieving]") {
  for (const LookUp& row : kLookUps) {
    INFO(codec::opcode_name(row.opcode));
    SessionRig rig;
    const std::uint64_t cas = set(rig, "key", "value", 0xdeadbeef).header.cas;
    const Answer hit = rig.one(look_up(row, "key"));
    CHECK(hit.status() == Status::Ok);
    CHECK(hit.header.opcode == row.opcode);
    CHECK(hit.header.opaque == 0x87654321);
    CHECK(hit.header.cas == cas);
    CHECK(hit.extras == number_extras(0xdeadbeef));
    CHECK(hit.key == (row.with_key ? "key" : ""));
    CHECK(hit.value == "value");
  }
}

TEST_CASE("engine/retrieving: a miss is text, the key, or nothing", "[engine][retrieving]") {
  for (const LookUp& row : kLookUps) {
    INFO(codec::opcode_name(row.opcode));
    SessionRig rig;
    const std::vector<Answer> answers = rig.send(look_up(row, "nope"));
    if (row.quiet) {
      CHECK(answers.empty());
      continue;
    }
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].status() == Status::KeyNotFound);
    CHECK(answers[0].header.cas == 0);
    CHECK(answers[0].extras.empty());
    CHECK(answers[0].key == (row.with_key ? "nope" : ""));
    CHECK(answers[0].value == (row.with_key ? "" : "Not found"));
  }
}

TEST_CASE("engine/retrieving: GAT replaces the expiry and leaves the CAS", "[engine][retrieving]") {
  SessionRig rig;
  const std::uint64_t cas = set(rig, "k", "v", 0, 1).header.cas;
  CHECK(rig.one(look_up({Opcode::Gat, false, false, true}, "k", 100)).header.cas == cas);
  rig.clock.advance_ms(99'900);
  CHECK(rig.one({.opcode = Opcode::Get, .key = "k"}).status() == Status::Ok);
  rig.clock.advance_ms(100);
  CHECK(rig.one({.opcode = Opcode::Get, .key = "k"}).status() == Status::KeyNotFound);
}

TEST_CASE("engine/retrieving: GAT with a past time shows the value once", "[engine][retrieving]") {
  SessionRig rig;
  set(rig, "k", "v");
  CHECK(rig.one(look_up({Opcode::Gat, false, false, true}, "k", 2'592'001)).value == "v");
  CHECK(rig.one({.opcode = Opcode::Get, .key = "k"}).status() == Status::KeyNotFound);
}

TEST_CASE("engine/retrieving: TOUCH answers the flags and the unchanged CAS",
          "[engine][retrieving]") {
  SessionRig rig;
  const std::uint64_t cas = set(rig, "k", "v", 0x11223344, 1).header.cas;
  const Answer touched = rig.one({.opcode = Opcode::Touch, .key = "k", .extras = number_extras(0)});
  CHECK(touched.status() == Status::Ok);
  CHECK(touched.extras == number_extras(0x11223344));
  CHECK(touched.value.empty());
  CHECK(touched.header.cas == cas);
  rig.clock.advance_ms(1'000'000'000);
  CHECK(rig.one({.opcode = Opcode::Get, .key = "k"}).value == "v");
  const Answer miss = rig.one({.opcode = Opcode::Touch, .key = "no", .extras = number_extras(0)});
  CHECK(miss.status() == Status::KeyNotFound);
  CHECK(miss.value == "Not found");
}

TEST_CASE("engine/retrieving: a value too large to copy comes back whole", "[engine][retrieving]") {
  SessionRig rig;
  const std::string value(300'000, 'L');
  set(rig, "k", value, 7);
  const std::vector<Answer> answers =
      rig.send(wire({.opcode = Opcode::GetK, .key = "k"}) + wire({.opcode = Opcode::Noop}));
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].value == value);
  CHECK(answers[0].key == "k");
  CHECK(answers[1].header.opcode == Opcode::Noop);
}

TEST_CASE("engine/retrieving: a queued large value outlives its item", "[engine][retrieving]") {
  SessionRig rig;
  set(rig, "k", std::string(300'000, 'o'));
  rig.feed(wire({.opcode = Opcode::Get, .key = "k"}));
  rig.feed(wire({.opcode = Opcode::DeleteQ, .key = "k"}));
  rig.feed(wire({.opcode = Opcode::SetQ,
                 .key = "k",
                 .value = std::string(300'000, 'n'),
                 .extras = store_extras(0, 0)}));
  rig.feed(wire({.opcode = Opcode::Get, .key = "k"}));
  const std::vector<Answer> answers = answers_in(rig.drain());
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].value == std::string(300'000, 'o'));
  CHECK(answers[1].value == std::string(300'000, 'n'));
}

}  // namespace
}  // namespace mcbin::test
