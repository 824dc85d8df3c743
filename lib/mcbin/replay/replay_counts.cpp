#include "mcbin/replay/replay_counts.hpp"

#include <algorithm>

namespace mcbin::replay {
namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

bool is_hit(std::span<const ByteVector> answers) {
  if (answers.empty()) return false;
  return codec::load_header(answers.front().data()).status() == codec::Status::Ok;
}

}  // namespace

SecondCounts& ReplayCounts::second(std::int64_t now_ns) {
  const std::int64_t since_ns = std::max<std::int64_t>(now_ns - start_ns, 0);
  const auto number = static_cast<std::size_t>(since_ns / kSecondNs);
  const std::size_t at = std::min(number, kSecondsMax - 1);
  if (seconds.size() <= at) seconds.resize(at + 1);
  return seconds[at];
}

void count_settled(ReplayCounts& counts, const PlannedRequest& request, const SendTimes& times,
                   std::int64_t now_ns, const CheckResult& check,
                   std::span<const ByteVector> answers) {
  const codec::Opcode opcode = codec::load_header(request.bytes.data()).opcode;
  OpcodeCounts& of_opcode = counts.of(opcode);
  counts.from_send.add(now_ns - times.sent_ns);
  counts.from_intended.add(now_ns - times.intended_ns);
  of_opcode.from_send.add(now_ns - times.sent_ns);
  const ByteView key = request.frame().key;
  if (!key.empty()) counts.keys->add(as_text(key), 1);
  if (counts.heard != nullptr) counts.heard->note(request, answers, now_ns - times.sent_ns);
  if (request.captured_latency_ns >= 0) counts.captured.add(request.captured_latency_ns);
  if (codec::is_lookup(opcode)) {
    SecondCounts& second = counts.second(times.sent_ns);
    ++counts.lookups;
    ++second.lookups;
    if (is_hit(answers)) {
      ++counts.hits;
      ++second.hits;
    }
  }
  if (!check.checked) {
    ++counts.answers_unchecked;
    return;
  }
  ++counts.answers_checked;
  ++of_opcode.checked;
  for (std::size_t at = 0; at < kTolerated; ++at) {
    if (check.has(static_cast<Tolerated>(at))) ++counts.tolerated[at];
  }
  if (check.difference == Difference::None) return;
  ++counts.differences;
  ++of_opcode.differences;
  ++counts.by_difference[static_cast<std::size_t>(check.difference)];
}

}  // namespace mcbin::replay
