// What came of the requests of a replay.
#pragma once

#include "mcbin/base/latency_record.hpp"
#include "mcbin/codec/opcode.hpp"
#include "mcbin/render/top_counter.hpp"
#include "mcbin/replay/answer_check.hpp"
#include "mcbin/replay/heard_answers.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace mcbin::replay {

/// One answer that is not the recorded one.
struct ShownDifference {
  std::uint64_t connection = 0;  // in the capture, as is the request's number
  std::uint64_t request = 0;
  Difference difference = Difference::None;
  ByteVector sent;      // the request as recorded
  ByteVector expected;  // empty: silence
  ByteVector got;       // likewise
};

/// What happened to the requests of one opcode.
struct OpcodeCounts {
  std::uint64_t sent = 0;
  std::uint64_t checked = 0;
  std::uint64_t differences = 0;
  LatencyRecord from_send;
};

/// What happened within one second of the replay.
struct SecondCounts {
  std::uint64_t sent = 0;
  std::uint64_t hits = 0;
  std::uint64_t lookups = 0;
  std::uint64_t late_ns_max = 0;
};

/// Everything that a report tells. Belongs to the thread that replays.
struct ReplayCounts {
  /// Seconds that are told apart; what comes later counts for the last.
  static constexpr std::size_t kSecondsMax = 86'400;

  std::uint64_t requests_sent = 0;
  std::uint64_t answers_checked = 0;
  std::uint64_t answers_unchecked = 0;  // the capture does not tell what was right
  std::uint64_t differences = 0;
  std::array<std::uint64_t, kDifferences> by_difference{};
  std::array<std::uint64_t, kTolerated> tolerated{};
  std::uint64_t hits = 0;
  std::uint64_t lookups = 0;
  std::uint64_t unanswered = 0;  // connections ended before
  std::uint64_t unsent = 0;      // likewise
  std::uint64_t lost_connections = 0;
  std::uint64_t cas_unknown = 0;  // requests with a CAS that the capture does not explain
  LatencyRecord from_send;
  LatencyRecord from_intended;
  LatencyRecord captured;  // of the same requests, as recorded
  LatencyRecord lateness;
  std::array<OpcodeCounts, 37> opcodes;  // 0x00 to 0x24, the ones that are sent
  std::int64_t start_ns = 0;             // of the replay, on the steady clock
  std::vector<SecondCounts> seconds;
  /// Requests by their keys; the most frequent ones are kept.
  std::unique_ptr<render::TopCounter> keys = std::make_unique<render::TopCounter>();
  HeardAnswers* heard = nullptr;  // is told every answer, where somebody wants to know
  std::vector<ShownDifference> shown;
  std::size_t shown_max = 10;

  [[nodiscard]] OpcodeCounts& of(codec::Opcode opcode) {
    return opcodes[static_cast<std::size_t>(opcode)];
  }
  /// The second in which `now_ns` lies.
  [[nodiscard]] SecondCounts& second(std::int64_t now_ns);
};

/// When a request was wanted to be sent, and when it was; on the steady clock.
struct SendTimes {
  std::int64_t intended_ns = 0;
  std::int64_t sent_ns = 0;
};

/// Counts one request that is settled. @param now_ns  when its last answer came.
void count_settled(ReplayCounts& counts, const PlannedRequest& request, const SendTimes& times,
                   std::int64_t now_ns, const CheckResult& check,
                   std::span<const ByteVector> answers);

}  // namespace mcbin::replay
