// What came of the requests of a load: counted by each thread for itself, added together later.
#pragma once

#include "mcbin/base/latency_record.hpp"
#include "mcbin/bench/request_form.hpp"

#include <cstdint>
#include <vector>

namespace mcbin::bench {

/// One answer that was not right.
struct WrongAnswer {
  Asked asked;
  Verdict verdict = Verdict::Wrong;
  codec::Status status = codec::Status::Ok;
};

/// Requests that were answered while it was measured, warm-up not included.
struct LoadCounts {
  /// Wrong and refused answers that are kept to be shown.
  static constexpr std::size_t kShownMax = 10;

  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::uint64_t done = 0;
  std::uint64_t refused = 0;
  std::uint64_t wrong = 0;
  std::uint64_t unanswered = 0;        // sent and never answered
  std::uint64_t unsent = 0;            // a schedule wanted them, and it was over before
  std::uint64_t lost_connections = 0;  // before the end
  LatencyRecord from_send;
  LatencyRecord from_intended;  // from when the schedule wanted it to be sent
  LatencyRecord lateness;       // of sending, behind the schedule; empty without one
  std::vector<WrongAnswer> shown;

  /// All that were answered.
  [[nodiscard]] std::uint64_t requests() const { return hits + misses + done + refused + wrong; }

  void count(const Asked& asked, Verdict verdict, codec::Status status);
  void merge(const LoadCounts& other);
};

}  // namespace mcbin::bench
