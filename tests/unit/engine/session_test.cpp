// The session as a stream: order, any split, back-pressure, fairness, end of input, memory.
#include "mcbin/engine/session.hpp"

#include "support/session_rig.hpp"

#include <catch2/catch.hpp>

#include <array>

namespace mcbin::test {
namespace {

using codec::Opcode;
using codec::Status;

std::string mixed_pipeline() {
  std::string bytes;
  const Ask asks[] = {
      {.opcode = Opcode::SetQ, .key = "a", .value = "1", .extras = store_extras(0, 0)},
      {.opcode = Opcode::Get, .key = "a", .opaque = 2},
      {.opcode = Opcode::AddQ, .key = "a", .value = "2", .extras = store_extras(0, 0), .opaque = 3},
      {.opcode = Opcode::GetQ, .key = "a", .opaque = 4},
      {.opcode = Opcode::DeleteQ, .key = "a", .opaque = 5},
      {.opcode = Opcode::DeleteQ, .key = "a", .opaque = 6},
      {.opcode = Opcode::GetQ, .key = "a", .opaque = 7},
      {.opcode = Opcode::Hello, .key = "unknown", .value = "abc", .opaque = 8},
      {.opcode = Opcode::Increment, .key = "n", .extras = counter_extras(1, 5, 0), .opaque = 9},
      {.opcode = Opcode::Noop, .opaque = 10},
  };
  for (const Ask& ask : asks) bytes += wire(ask);
  return bytes;
}

constexpr std::array<std::uint32_t, 7> kMixedOpaques = {2, 3, 4, 6, 8, 9, 10};

void check_mixed(const std::vector<Answer>& answers) {
  REQUIRE(answers.size() == kMixedOpaques.size());
  for (std::size_t at = 0; at < answers.size(); ++at) {
    CHECK(answers[at].header.opaque == kMixedOpaques[at]);
  }
  CHECK(answers[1].status() == Status::KeyExists);
  CHECK(answers[3].status() == Status::KeyNotFound);
  CHECK(answers[4].status() == Status::UnknownCommand);
}

TEST_CASE("engine/session: answers come in request order, quiet ones leave no gap",
          "[engine][session]") {
  SessionRig rig;
  check_mixed(rig.send(mixed_pipeline()));
  CHECK(rig.session->idle());
}

TEST_CASE("engine/session: any split gives the same answers", "[engine][session]") {
  const std::string bytes = mixed_pipeline();
  for (std::size_t at = 1; at < bytes.size(); ++at) {
    SessionRig rig;
    std::vector<Answer> answers = rig.send(std::string_view(bytes).substr(0, at));
    for (Answer& answer : rig.send(std::string_view(bytes).substr(at))) answers.push_back(answer);
    check_mixed(answers);
  }
  SessionRig rig;
  for (const char byte : bytes) rig.feed({&byte, 1});
  check_mixed(answers_in(rig.drain()));
}

TEST_CASE("engine/session: a body arriving in pieces is not known to others before it is whole",
          "[engine][session]") {
  SessionRig rig;
  const std::string bytes = wire({.opcode = Opcode::Set,
                                  .key = "k",
                                  .value = std::string(100'000, 'x'),
                                  .extras = store_extras(0, 0)});
  rig.feed(std::string_view(bytes).substr(0, bytes.size() - 1));
  CHECK(rig.drain().empty());
  CHECK_FALSE(rig.session->idle());
  CHECK(rig.session->inside_body());
  CHECK(rig.session->held_bytes() == bytes.size() - 1);
  engine::Session other(*rig.service, 0);
  CHECK(rig.store->stats().items == 0);
  CHECK(rig.send(std::string_view(bytes).substr(bytes.size() - 1)).size() == 1);
  CHECK(rig.session->idle());
  CHECK_FALSE(rig.session->inside_body());
  CHECK(rig.session->held_bytes() == 0);
}

TEST_CASE("engine/session: stops executing while the peer does not read", "[engine][session]") {
  constexpr std::size_t kHighWater = 4096;
  SessionRig rig({.output_high_water_bytes = kHighWater});
  rig.one({.opcode = Opcode::Set,
           .key = "k",
           .value = std::string(1000, 'v'),
           .extras = store_extras(0, 0)});
  std::string bytes;
  constexpr std::size_t kGets = 100;
  for (std::uint32_t at = 0; at < kGets; ++at)
    bytes += wire({.opcode = Opcode::Get, .key = "k", .opaque = at});
  rig.feed(bytes);
  CHECK_FALSE(rig.session->wants_input());
  CHECK_FALSE(rig.session->wants_close());
  std::array<ByteView, 2> pieces;
  REQUIRE(rig.session->output(pieces) == 1);
  CHECK(pieces[0].size() < kHighWater + 1100);
  const std::vector<Answer> answers = answers_in(rig.drain());
  REQUIRE(answers.size() == kGets);
  for (std::uint32_t at = 0; at < kGets; ++at) CHECK(answers[at].header.opaque == at);
  CHECK(rig.session->wants_input());
}

TEST_CASE("engine/session: executes at most its share in one turn", "[engine][session]") {
  SessionRig rig({.requests_per_event = 3});
  std::string bytes;
  for (std::uint32_t at = 0; at < 10; ++at) bytes += wire({.opcode = Opcode::Noop, .opaque = at});
  rig.feed(bytes);
  CHECK_FALSE(rig.session->wants_input());
  std::array<ByteView, 1> pieces;
  REQUIRE(rig.session->output(pieces) == 1);
  CHECK(pieces[0].size() == 3 * codec::kHeaderSize);
  CHECK(answers_in(rig.drain()).size() == 10);
}

TEST_CASE("engine/session: after the peer's last byte what was whole is answered",
          "[engine][session]") {
  SessionRig rig;
  const std::string whole = wire({.opcode = Opcode::Noop});
  rig.feed(whole + whole + whole.substr(0, 10));
  rig.session->end_of_input();
  CHECK(rig.session->wants_close());
  CHECK(answers_in(rig.drain()).size() == 2);
}

TEST_CASE("engine/session: the end of input waits for work that back-pressure delayed",
          "[engine][session]") {
  SessionRig rig({.requests_per_event = 2});
  std::string bytes;
  for (int at = 0; at < 7; ++at) bytes += wire({.opcode = Opcode::Noop});
  rig.feed(bytes);
  rig.session->end_of_input();
  CHECK_FALSE(rig.session->wants_close());
  CHECK(answers_in(rig.drain()).size() == 7);
  CHECK(rig.session->wants_close());
}

TEST_CASE("engine/session: memory follows the bytes received", "[engine][session]") {
  SessionRig rig;
  // Claims a value of one mebibyte and sends one byte of it.
  const std::string bytes = wire({.opcode = Opcode::Set,
                                  .key = "k",
                                  .value = std::string((1U << 20U) - 1, 'x'),
                                  .extras = store_extras(0, 0)});
  rig.feed(std::string_view(bytes).substr(0, 34));
  ByteVector scratch(64);
  CHECK(rig.session->input_space(scratch).size() < 10'000);
}

}  // namespace
}  // namespace mcbin::test
