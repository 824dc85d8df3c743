// A connection of a load against a script: what goes out, and what each answer counts as.
#include "mcbin/bench/asking_talk.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using mcbin::ByteVector;
using mcbin::ByteView;
using mcbin::Errc;
using mcbin::ManualClock;
using mcbin::MutableByteView;
using mcbin::bench::Asked;
using mcbin::bench::AskingTalk;
using mcbin::bench::Delivery;
using mcbin::bench::IdleSink;
using mcbin::bench::LoadCounts;
using mcbin::bench::RequestForm;
using mcbin::bench::Workload;
using mcbin::codec::Frame;
using mcbin::codec::Magic;
using mcbin::codec::Opcode;
using mcbin::codec::Status;

namespace {

struct Script final : IdleSink {
  explicit Script(Delivery wanted) : delivery(wanted) {}
  void on_idle(AskingTalk& /*talk*/, std::int64_t /*now_ns*/) override { ++idle_calls; }

  void ask(std::vector<Asked> requests, bool measured = true) {
    std::size_t at = 0;
    const std::int64_t now = clock.steady_ns();
    talk.start_batch(static_cast<std::uint32_t>(requests.size()), [&] { return requests[at++]; },
                     {.intended_ns = now - 2'000'000, .now_ns = now, .measured = measured});
    ByteView out = talk.output();
    Frame frame;
    while (next_frame(out, frame) == mcbin::codec::FrameStep::Whole) {
      sent.push_back(frame.header);
      out = out.subspan(frame.size());
    }
    REQUIRE(out.empty());
    talk.sent(talk.output().size());
  }

  /// The answer to the request `at`; a hit has the value of key 5.
  void add_answer(std::size_t at, Status status = Status::Ok) {
    const std::string key = "key:000000000005";
    const std::string value("\0\0\0\0\0\0\0\5", 8);
    Frame frame;
    frame.header = sent.at(at);
    frame.header.magic = Magic::Response;
    frame.header.vbucket_or_status = static_cast<std::uint16_t>(status);
    const bool hit = status == Status::Ok &&
                     (frame.header.opcode == Opcode::Get || frame.header.opcode == Opcode::GetKQ);
    if (hit) frame.value = mcbin::as_bytes(value);
    if (hit && frame.header.opcode == Opcode::GetKQ) frame.key = mcbin::as_bytes(key);
    append_frame(frame, answers);
  }

  void deliver(std::size_t piece = 1U << 20U) {
    ByteView rest = answers;
    while (!rest.empty()) {
      const MutableByteView space = talk.input_space();
      const std::size_t size = std::min({piece, rest.size(), space.size()});
      mcbin::copy_bytes(rest.first(size), space);
      talk.received(size);
      rest = rest.subspan(size);
    }
    answers.clear();
  }

  Delivery delivery;
  RequestForm form{workload_of_8()};
  ManualClock clock;
  LoadCounts counts;
  AskingTalk talk{form, 4, delivery, clock, counts, *this};
  std::vector<mcbin::codec::Header> sent;
  ByteVector answers;
  int idle_calls = 0;

 private:
  static Workload workload_of_8() {
    Workload workload;
    workload.value_bytes_min = workload.value_bytes_max = 8;
    return workload;
  }
};

const Asked kGet{.key = 5, .opcode = Opcode::Get};
const Asked kSet{.key = 5, .opcode = Opcode::Set};
const Asked kGetKQ{.key = 5, .opcode = Opcode::GetKQ};
const Asked kSetQ{.key = 5, .opcode = Opcode::SetQ};

}  // namespace

TEST_CASE("bench/asking_talk: loud answers are counted one by one", "[bench][asking_talk]") {
  Script script(Delivery::Loud);
  script.ask({kGet, kSet, kGet, kSet});
  REQUIRE(script.sent.size() == 4);
  script.clock.advance_ms(3);
  script.add_answer(0);
  script.add_answer(1);
  script.add_answer(2, Status::KeyNotFound);
  script.deliver(GENERATE(std::size_t{1}, std::size_t{29}, std::size_t{1} << 20U));
  CHECK(script.counts.requests() == 3);
  CHECK(script.idle_calls == 0);
  script.add_answer(3, Status::Busy);
  script.deliver();
  CHECK(script.counts.hits == 1);
  CHECK(script.counts.done == 1);
  CHECK(script.counts.misses == 1);
  CHECK(script.counts.refused == 1);
  CHECK(script.idle_calls == 1);
  CHECK(script.counts.from_send.count() == 4);
  CHECK(script.counts.from_send.max_ns() == 3'000'000);
  CHECK(script.counts.from_intended.max_ns() == 5'000'000);
  REQUIRE(script.counts.shown.size() == 1);
  CHECK(script.counts.shown[0].status == Status::Busy);
}

TEST_CASE("bench/asking_talk: silence of quiet requests is an answer", "[bench][asking_talk]") {
  Script script(Delivery::Quiet);
  script.ask({kGetKQ, kGetKQ, kSetQ, kSetQ});
  REQUIRE(script.sent.size() == 5);
  REQUIRE(script.sent[4].opcode == Opcode::Noop);
  script.add_answer(1);
  script.add_answer(3, Status::OutOfMemory);
  script.deliver();
  CHECK(script.counts.from_send.count() == 0);
  script.add_answer(4);
  script.deliver();
  CHECK(script.counts.hits == 1);
  CHECK(script.counts.misses == 1);
  CHECK(script.counts.done == 1);
  CHECK(script.counts.refused == 1);
  CHECK(script.counts.from_send.count() == 4);
  CHECK(script.idle_calls == 1);
}

TEST_CASE("bench/asking_talk: batches follow one another in flight", "[bench][asking_talk]") {
  Script script(Delivery::Quiet);
  script.ask({kGetKQ});
  script.ask({kGetKQ, kGetKQ});
  script.add_answer(1);
  script.deliver();
  CHECK(script.counts.requests() == 1);
  CHECK_FALSE(script.talk.idle());
  script.add_answer(4);
  script.deliver();
  CHECK(script.counts.misses == 3);
  CHECK(script.talk.idle());
}

TEST_CASE("bench/asking_talk: a loud request that is passed over is wrong",
          "[bench][asking_talk]") {
  Script script(Delivery::Loud);
  script.ask({kGet, kGet});
  script.ask({kSet});
  script.add_answer(2);
  script.deliver();
  CHECK(script.counts.wrong == 2);
  CHECK(script.counts.done == 1);
  CHECK(script.talk.idle());
}

TEST_CASE("bench/asking_talk: warm-up does not count", "[bench][asking_talk]") {
  Script script(Delivery::Loud);
  script.ask({kGet}, false);
  script.add_answer(0);
  script.deliver();
  CHECK(script.counts.requests() == 0);
  CHECK(script.counts.from_send.count() == 0);
  CHECK(script.idle_calls == 1);
}

TEST_CASE("bench/asking_talk: what is no answer ends the connection", "[bench][asking_talk]") {
  Script script(Delivery::Loud);
  script.ask({kGet, kGet});
  SECTION("text") {
    script.answers = {'E', 'R', 'R', 'O', 'R', '\r', '\n'};
  }
  SECTION("an opaque that nobody sent") {
    script.sent[0].opaque += 1000;
    script.add_answer(0);
  }
  SECTION("a frame larger than any answer") {
    script.answers = ByteVector(24);
    script.answers[0] = 0x81;
    script.answers[8] = 0x40;
    script.answers.resize(1U << 20U);
  }
  script.deliver();
  REQUIRE(script.talk.trouble());
  CHECK(script.talk.trouble()->code == Errc::ProtocolViolated);
  CHECK(script.counts.wrong == 1);
  CHECK(script.counts.unanswered == 2);
  CHECK(script.talk.idle());
  CHECK(script.idle_calls == 0);
}

TEST_CASE("bench/asking_talk: a lost connection leaves requests unanswered",
          "[bench][asking_talk]") {
  Script script(Delivery::Loud);
  script.ask({kGet, kGet, kGet});
  script.add_answer(0);
  script.deliver();
  script.talk.lost({Errc::ConnectionClosed, 0, {}});
  CHECK(script.counts.unanswered == 2);
  CHECK(script.counts.hits == 1);
  CHECK(script.counts.wrong == 0);
}
