// When an open loop sends which connection's next request: the recorded order of all requests, with
// the moments that were recorded or those of a rate. Pure.
#pragma once

#include "mcbin/replay/replay_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mcbin::replay {

/// A rate that may rise: by `step` every `step_seconds`, up to `last`.
struct Rate {
  double first = 0;  // requests a second
  double last = 0;
  double step = 0;
  double step_seconds = 0;
};

class SendOrder {
 public:
  /// At the recorded moments, `speed` times as fast.
  static SendOrder recorded(const ReplayPlan& plan, double speed);
  /// Evenly, at `rate`.
  static SendOrder even(const ReplayPlan& plan, const Rate& rate);

  [[nodiscard]] bool ended() const { return at_ == sends_.size(); }
  /// The index in the plan of the connection whose next request is due next, and when that is,
  /// since the start. Not once it has ended().
  [[nodiscard]] std::size_t connection() const { return sends_[at_].connection; }
  [[nodiscard]] std::int64_t due_ns() const { return sends_[at_].due_ns; }
  void advance() { ++at_; }

 private:
  struct Send {
    std::int64_t due_ns = 0;
    std::uint32_t connection = 0;
  };

  explicit SendOrder(const ReplayPlan& plan);

  std::vector<Send> sends_;
  std::size_t at_ = 0;
};

}  // namespace mcbin::replay
