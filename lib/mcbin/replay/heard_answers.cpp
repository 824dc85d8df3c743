#include "mcbin/replay/heard_answers.hpp"

#include "mcbin/codec/opcode.hpp"

namespace mcbin::replay {

void HeardAnswers::note(const PlannedRequest& request, std::span<const ByteVector> answers,
                        std::int64_t latency_ns) {
  heard_[request.number] = {.answers = {answers.begin(), answers.end()}, .latency_ns = latency_ns};
}

ReplayPlan HeardAnswers::in_place_of_recorded(ReplayPlan plan) const {
  for (PlannedConnection& connection : plan.connections) {
    for (PlannedRequest& request : connection.requests) {
      request.answers.clear();
      request.expectation = Expectation::Anything;
      request.captured_latency_ns = -1;
      const auto found = heard_.find(request.number);
      if (found == heard_.end()) continue;
      request.answers = found->second.answers;
      request.captured_latency_ns = found->second.latency_ns;
      const bool quiet =
          codec::opcode_info(codec::load_header(request.bytes.data()).opcode).quiet();
      if (!request.answers.empty()) {
        request.expectation = Expectation::Answers;
      } else if (quiet) {
        request.expectation = Expectation::Silence;
      }
    }
  }
  return plan;
}

}  // namespace mcbin::replay
