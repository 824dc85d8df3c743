#include "mcbin/replay/replayed_connection.hpp"

#include "replay_samples.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using codec::Opcode;
using replay::Difference;
using test::planned;
using test::planned_silence;

namespace {

/// A connection and all that it talks to.
struct Rig {
  explicit Rig(std::vector<replay::PlannedRequest> requests)
      : plan{.id = 4, .requests = std::move(requests)},
        connection(plan, 0, rewriter, keys, counts) {}

  void send(std::size_t count) {
    for (std::size_t at = 0; at < count; ++at)
      connection.send_next({.intended_ns = 10, .sent_ns = 30});
  }
  /// Hands `bytes` over in pieces of `step`.
  Result<void> receive(ByteView bytes, std::size_t step) {
    while (!bytes.empty()) {
      const std::size_t size = std::min(step, bytes.size());
      copy_bytes(bytes.first(size), connection.input_space());
      if (auto taken = connection.received(size, 130); !taken) return taken;
      bytes = bytes.subspan(size);
    }
    return {};
  }

  replay::PlannedConnection plan;
  replay::RequestRewriter rewriter{replay::RewriteOptions{}};
  replay::KeyOrder keys;
  replay::ReplayCounts counts;
  replay::ReplayedConnection connection;
};

}  // namespace

TEST_CASE("replay/replayed_connection: answers find their requests, in any pieces",
          "[replay][connection]") {
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
    Rig rig(
        {planned({.key = "a"}, {.value = "1", .cas = 1}),
         planned({.opcode = Opcode::Version, .key = ""}, {.opcode = Opcode::Version, .value = "1"}),
         planned({.key = "b"}, {.value = "2", .cas = 2})});
    rig.send(3);
    CHECK(rig.connection.next() == nullptr);
    CHECK(rig.keys.in_flight(as_bytes("a")));
    ByteVector answers = test::answer_bytes({.value = "1", .cas = 1, .opaque = 0});
    append(answers, test::answer_bytes({.opcode = Opcode::Version, .value = "1", .opaque = 1}));
    append(answers, test::answer_bytes({.value = "X", .cas = 2, .opaque = 2}));
    REQUIRE(rig.receive(answers, step).has_value());
    CHECK(rig.connection.in_flight() == 0);
    CHECK_FALSE(rig.keys.in_flight(as_bytes("a")));
    CHECK(rig.counts.answers_checked == 3);
    CHECK(rig.counts.hits == 2);
    REQUIRE(rig.counts.shown.size() == 1);
    CHECK(rig.counts.shown[0].difference == Difference::Value);
    CHECK(rig.counts.from_send.max_ns() == 100);
    CHECK(rig.counts.from_intended.max_ns() == 120);
    CHECK(rig.counts.lateness.max_ns() == 20);
  }
}

TEST_CASE("replay/replayed_connection: a later answer settles what was quiet before",
          "[replay][connection]") {
  Rig rig({planned_silence({.opcode = Opcode::GetQ, .key = "a"}),
           planned({.opcode = Opcode::GetQ, .key = "b"}, {.opcode = Opcode::GetQ, .value = "1"}),
           planned({.opcode = Opcode::Noop, .key = ""}, {.opcode = Opcode::Noop})});
  rig.send(3);
  CHECK_FALSE(rig.connection.send_fence());  // the NOOP is one
  REQUIRE(rig.receive(test::answer_bytes({.opcode = Opcode::Noop, .opaque = 2}), 100).has_value());
  CHECK(rig.counts.answers_checked == 3);
  // The second was a hit: its key must have been stored before.
  CHECK(rig.counts.tolerated[static_cast<std::size_t>(replay::Tolerated::Cold)] == 1);
  CHECK(rig.counts.lookups == 2);
}

TEST_CASE("replay/replayed_connection: quiet requests at the end get a fence",
          "[replay][connection]") {
  Rig rig({planned_silence({.opcode = Opcode::SetQ})});
  rig.send(1);
  const std::size_t before = rig.connection.output().size();
  CHECK(rig.connection.send_fence());
  CHECK(rig.connection.output().size() == before + codec::kHeaderSize);
  CHECK_FALSE(rig.connection.send_fence());
  REQUIRE(rig.receive(test::answer_bytes({.opcode = Opcode::Noop, .opaque = 1}), 100).has_value());
  CHECK(rig.connection.in_flight() == 0);
  CHECK(rig.counts.requests_sent == 1);
  CHECK(rig.counts.differences == 0);
}

TEST_CASE("replay/replayed_connection: a series ends with the frame that has no key",
          "[replay][connection]") {
  Rig rig({planned({.opcode = Opcode::Stat, .key = ""}, {.opcode = Opcode::Stat})});
  rig.send(1);
  const auto part = test::answer_bytes({.opcode = Opcode::Stat, .key = "pid", .value = "1"});
  REQUIRE(rig.receive(part, 100).has_value());
  REQUIRE(rig.receive(part, 100).has_value());
  CHECK(rig.connection.in_flight() == 1);
  REQUIRE(rig.receive(test::answer_bytes({.opcode = Opcode::Stat}), 100).has_value());
  CHECK(rig.connection.in_flight() == 0);
  CHECK(rig.counts.differences == 0);
}

TEST_CASE("replay/replayed_connection: what is no answer ends it, and is counted",
          "[replay][connection]") {
  const ByteVector wrong[] = {
      test::answer_bytes({.opaque = 9}),                             // of nothing that was asked
      ByteVector(codec::kHeaderSize, 'H'), test::planned({}).bytes,  // a request
  };
  for (const ByteVector& bytes : wrong) {
    Rig rig({planned({}, {.value = "1"}), planned({}), planned({})});
    rig.send(2);
    const auto taken = rig.receive(bytes, 1000);
    REQUIRE_FALSE(taken.has_value());
    CHECK(taken.error().code == Errc::ProtocolViolated);
    rig.connection.give_up();
    CHECK(rig.counts.unanswered == 2);
    CHECK(rig.counts.unsent == 1);
    CHECK(rig.connection.output().empty());
  }
}
