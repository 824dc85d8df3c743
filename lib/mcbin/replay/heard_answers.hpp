// What a target answered to each request of a plan: what another target is compared with.
#pragma once

#include "mcbin/replay/replay_plan.hpp"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace mcbin::replay {

class HeardAnswers {
 public:
  /// Takes note of what answered `request`; of several times, of the last.
  void note(const PlannedRequest& request, std::span<const ByteVector> answers,
            std::int64_t latency_ns);

  /// `plan` with these answers in place of the recorded ones; requests of which nothing was noted
  /// may be answered with anything.
  [[nodiscard]] ReplayPlan in_place_of_recorded(ReplayPlan plan) const;

 private:
  struct Heard {
    std::vector<ByteVector> answers;
    std::int64_t latency_ns = 0;
  };
  std::unordered_map<std::uint64_t, Heard> heard_;  // by the request's number
};

}  // namespace mcbin::replay
