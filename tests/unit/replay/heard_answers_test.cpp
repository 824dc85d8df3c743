#include "mcbin/replay/heard_answers.hpp"

#include "replay_samples.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using codec::Opcode;
using replay::Expectation;
using replay::HeardAnswers;
using replay::ReplayPlan;
using test::planned;

TEST_CASE("replay/heard_answers: they stand in place of the recorded ones", "[replay][heard]") {
  ReplayPlan plan;
  plan.connections.push_back(
      {.id = 1,
       .requests = {planned({}, {.value = "recorded", .cas = 5}), planned({.opcode = Opcode::GetQ}),
                    planned({.opcode = Opcode::Set}), planned({}, {.value = "recorded"})}});
  auto& requests = plan.connections.front().requests;
  for (std::size_t at = 0; at < requests.size(); ++at) requests[at].number = at + 1;
  HeardAnswers heard;
  const std::vector<ByteVector> answers = {test::answer_bytes({.value = "heard", .cas = 9})};
  heard.note(requests[0], {}, 1);
  heard.note(requests[0], answers, 100);
  heard.note(requests[1], {}, 200);
  heard.note(requests[2], {}, 300);

  const ReplayPlan made = heard.in_place_of_recorded(plan);
  const auto& compared = made.connections.front().requests;
  CHECK(compared[0].expectation == Expectation::Answers);
  CHECK(compared[0].answers == answers);
  CHECK(compared[0].captured_latency_ns == 100);
  CHECK(compared[0].recorded_cas == 5);  // by which later requests are known
  CHECK(compared[1].expectation == Expectation::Silence);
  CHECK(compared[2].expectation == Expectation::Anything);
  CHECK(compared[3].expectation == Expectation::Anything);
  CHECK(compared[3].answers.empty());
}
