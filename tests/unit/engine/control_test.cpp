// NOOP, VERSION, VERBOSITY, FLUSH, QUIT.
#include "support/session_rig.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using codec::Opcode;
using codec::Status;

void set(SessionRig& rig, const std::string& key) {
  rig.one({.opcode = Opcode::Set, .key = key, .value = "v", .extras = store_extras(0, 0)});
}
bool has(SessionRig& rig, const std::string& key) {
  return rig.one({.opcode = Opcode::Get, .key = key}).status() == Status::Ok;
}
Ask flush(std::uint32_t seconds) {
  return {.opcode = Opcode::Flush, .extras = number_extras(seconds)};
}

TEST_CASE("engine/control: NOOP and VERBOSITY answer empty", "[engine][control]") {
  SessionRig rig;
  for (const Ask& ask :
       {Ask{.opcode = Opcode::Noop, .opaque = 0x87654321},
        Ask{.opcode = Opcode::Verbosity, .opaque = 0x87654321},
        Ask{.opcode = Opcode::Verbosity, .extras = number_extras(2), .opaque = 0x87654321}}) {
    const Answer answer = rig.one(ask);
    CHECK(answer.status() == Status::Ok);
    CHECK(answer.header.body_length == 0);
    CHECK(answer.header.cas == 0);
    CHECK(answer.header.opaque == 0x87654321);
  }
}

TEST_CASE("engine/control: VERSION is digits and dots that libmemcached can read",
          "[engine][control]") {
  SessionRig rig;
  const std::string version = rig.one({.opcode = Opcode::Version}).value;
  CHECK(version.size() < 32);
  CHECK(version.find_first_not_of("0123456789.") == std::string::npos);
  CHECK(version.front() >= '1');
}

TEST_CASE("engine/control: FLUSH empties at once, and later stores live", "[engine][control]") {
  for (const Ask& ask : {Ask{.opcode = Opcode::Flush}, flush(0), flush(2'592'001)}) {
    SessionRig rig;
    set(rig, "a");
    const Answer flushed = rig.one(ask);
    CHECK(flushed.status() == Status::Ok);
    CHECK(flushed.header.cas == 0);
    CHECK_FALSE(has(rig, "a"));
    set(rig, "b");
    CHECK(has(rig, "b"));
  }
}

TEST_CASE("engine/control: a delayed FLUSH acts at its second and takes later stores along",
          "[engine][control]") {
  SessionRig rig;
  set(rig, "a");
  CHECK(rig.one(flush(3)).status() == Status::Ok);
  set(rig, "b");
  rig.clock.advance_ms(2999);
  CHECK(has(rig, "a"));
  CHECK(has(rig, "b"));
  rig.clock.advance_ms(1);
  CHECK_FALSE(has(rig, "a"));
  CHECK_FALSE(has(rig, "b"));
  set(rig, "c");
  CHECK(has(rig, "c"));
}

TEST_CASE("engine/control: FLUSHQ is silent, a disabled FLUSH is not", "[engine][control]") {
  SessionRig open;
  set(open, "a");
  CHECK(open.send(Ask{.opcode = Opcode::FlushQ}).empty());
  CHECK_FALSE(has(open, "a"));

  SessionRig disabled({.flush = engine::Switch::Off});
  set(disabled, "a");
  for (const Opcode opcode : {Opcode::Flush, Opcode::FlushQ}) {
    const Answer refused = disabled.one({.opcode = opcode});
    CHECK(refused.status() == Status::AuthError);
    CHECK(refused.value == "Auth failure.");
  }
  CHECK(has(disabled, "a"));
}

TEST_CASE("engine/control: QUIT answers and closes, QUITQ only closes", "[engine][control]") {
  for (const Opcode opcode : {Opcode::Quit, Opcode::QuitQ}) {
    SessionRig rig;
    const std::vector<Answer> answers = rig.send(
        wire({.opcode = Opcode::Noop}) + wire({.opcode = opcode}) + wire({.opcode = Opcode::Noop}));
    CHECK(answers.size() == (opcode == Opcode::Quit ? 2U : 1U));
    CHECK(rig.session->wants_close());
    CHECK_FALSE(rig.session->wants_input());
  }
}

}  // namespace
}  // namespace mcbin::test
