#include "mcbin/replay/send_order.hpp"

#include <algorithm>

namespace mcbin::replay {
namespace {

constexpr double kSecondNs = 1e9;

}  // namespace

SendOrder::SendOrder(const ReplayPlan& plan) {
  for (std::size_t at = 0; at < plan.connections.size(); ++at) {
    for (const PlannedRequest& request : plan.connections[at].requests) {
      sends_.push_back({.due_ns = request.time_ns, .connection = static_cast<std::uint32_t>(at)});
    }
  }
  std::stable_sort(sends_.begin(), sends_.end(),
                   [](const Send& left, const Send& right) { return left.due_ns < right.due_ns; });
}

SendOrder SendOrder::recorded(const ReplayPlan& plan, double speed) {
  SendOrder order(plan);
  for (Send& send : order.sends_) {
    send.due_ns = static_cast<std::int64_t>(static_cast<double>(send.due_ns) / speed);
  }
  return order;
}

SendOrder SendOrder::even(const ReplayPlan& plan, const Rate& rate) {
  SendOrder order(plan);
  double due_ns = 0;
  for (Send& send : order.sends_) {
    send.due_ns = static_cast<std::int64_t>(due_ns);
    double now = rate.first;
    if (rate.step > 0 && rate.step_seconds > 0) {
      const double steps =
          static_cast<double>(static_cast<std::int64_t>(due_ns / kSecondNs / rate.step_seconds));
      now = std::min(rate.last, rate.first + rate.step * steps);
    }
    due_ns += kSecondNs / now;
  }
  return order;
}

}  // namespace mcbin::replay
