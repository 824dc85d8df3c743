// INCREMENT and DECREMENT as clients see them: the eight bytes, creation, refusals, quiet forms.
#include "mcbin/base/endian.hpp"
#include "support/session_rig.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using codec::Opcode;
using codec::Status;

constexpr std::uint32_t kDoNotCreate = 0xffffffff;

Ask count(Opcode opcode, std::uint64_t delta, std::uint64_t initial = 0,
          std::uint32_t expiry_seconds = 0, std::uint64_t cas = 0) {
  return {.opcode = opcode,
          .key = "n",
          .extras = counter_extras(delta, initial, expiry_seconds),
          .cas = cas};
}

std::uint64_t number(const Answer& answer) {
  REQUIRE(answer.value.size() == 8);
  return load_be64(as_bytes(answer.value).data());
}

void set(SessionRig& rig, const std::string& value) {
  rig.one({.opcode = Opcode::Set, .key = "n", .value = value, .extras = store_extras(3, 100)});
}

std::string text(SessionRig& rig) {
  return rig.one({.opcode = Opcode::Get, .key = "n"}).value;
}

TEST_CASE("engine/counting: a missing counter is created with its initial value",
          "[engine][counting]") {
  for (const Opcode opcode : {Opcode::Increment, Opcode::Decrement}) {
    SessionRig rig;
    const Answer created = rig.one(count(opcode, 7, 10, 5));
    CHECK(created.status() == Status::Ok);
    CHECK(created.extras.empty());
    CHECK(number(created) == 10);
    CHECK(created.header.cas != 0);
    CHECK(text(rig) == "10");
    rig.clock.advance_ms(5000);
    CHECK(text(rig) == "Not found");
  }
}

TEST_CASE("engine/counting: expiry ffffffff does not create, quiet or not", "[engine][counting]") {
  for (const Opcode opcode : {Opcode::Increment, Opcode::IncrementQ, Opcode::DecrementQ}) {
    SessionRig rig;
    const Answer miss = rig.one(count(opcode, 1, 10, kDoNotCreate));
    CHECK(miss.status() == Status::KeyNotFound);
    CHECK(miss.value == "Not found");
    CHECK(text(rig) == "Not found");
  }
}

TEST_CASE("engine/counting: an existing counter keeps flags and expiry", "[engine][counting]") {
  SessionRig rig;
  set(rig, "5");
  CHECK(number(rig.one(count(Opcode::Increment, 3, 1000, 1))) == 8);
  const Answer got = rig.one({.opcode = Opcode::Get, .key = "n"});
  CHECK(got.value == "8");
  CHECK(got.extras == number_extras(3));
  rig.clock.advance_ms(99'999);
  CHECK(text(rig) == "8");
  rig.clock.advance_ms(1);
  CHECK(text(rig) == "Not found");
}

TEST_CASE("engine/counting: arithmetic at the edges", "[engine][counting]") {
  struct Row {
    const char* stored;
    Opcode opcode;
    std::uint64_t delta;
    std::uint64_t result;
    const char* text;
  };
  const std::uint64_t max = ~std::uint64_t{0};
  const Row rows[] = {
      {"10", Opcode::Decrement, 1, 9, "9"},
      {"5", Opcode::Decrement, max, 0, "0"},
      {"18446744073709551615", Opcode::Increment, 1, 0, "0"},
      {"18446744073709551610", Opcode::Increment, 10, 4, "4"},
      {"1", Opcode::Increment, 1ULL << 63U, 9223372036854775809ULL, "9223372036854775809"},
      {"9", Opcode::Increment, 1, 10, "10"},
      {" +12", Opcode::Increment, 1, 13, "13"},
      {"12 abc", Opcode::Increment, 1, 13, "13"},
      {"7", Opcode::Increment, 0, 7, "7"},
  };
  for (const Row& row : rows) {
    INFO(row.stored);
    SessionRig rig;
    set(rig, row.stored);
    CHECK(number(rig.one(count(row.opcode, row.delta))) == row.result);
    CHECK(text(rig) == row.text);
  }
}

TEST_CASE("engine/counting: refusals are told, quiet or not", "[engine][counting]") {
  for (const Opcode opcode : {Opcode::Increment, Opcode::IncrementQ}) {
    SessionRig rig;
    set(rig, "abc");
    const Answer refused = rig.one(count(opcode, 1));
    CHECK(refused.status() == Status::NotANumber);
    CHECK(refused.value == "Non-numeric server-side value for incr or decr");
    set(rig, "5");
    CHECK(rig.one(count(opcode, 1, 0, 0, 0x123456789)).status() == Status::KeyExists);
    CHECK(text(rig) == "5");
  }
}

TEST_CASE("engine/counting: with a CAS a missing counter is not created", "[engine][counting]") {
  SessionRig rig;
  CHECK(rig.one(count(Opcode::Increment, 1, 10, 0, 0x123456789)).status() == Status::KeyNotFound);
  CHECK(text(rig) == "Not found");
}

TEST_CASE("engine/counting: quiet success is silent, creation too", "[engine][counting]") {
  SessionRig rig;
  CHECK(rig.send(count(Opcode::IncrementQ, 1, 41)).empty());
  CHECK(rig.send(count(Opcode::IncrementQ, 2)).empty());
  CHECK(rig.send(count(Opcode::DecrementQ, 1)).empty());
  CHECK(text(rig) == "42");
}

TEST_CASE("engine/counting: with CAS disabled a CAS never matches", "[engine][counting]") {
  SessionRig rig({.cas = engine::Switch::Off});
  set(rig, "5");
  CHECK(rig.one(count(Opcode::Increment, 1, 0, 0, 5)).status() == Status::KeyExists);
  const Answer done = rig.one(count(Opcode::Increment, 1));
  CHECK(number(done) == 6);
  CHECK(done.header.cas == 0);
}

}  // namespace
}  // namespace mcbin::test
