#include "mcbin/replay/answer_check.hpp"

#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/status.hpp"

namespace mcbin::replay {
namespace {

using codec::Opcode;
using codec::Status;

codec::Frame frame_of(const ByteVector& bytes) {
  codec::Frame frame;
  static_cast<void>(codec::next_frame(bytes, frame));
  return frame;
}

void tolerate(CheckResult& result, Tolerated what) {
  result.tolerated =
      static_cast<std::uint16_t>(result.tolerated | 1U << static_cast<unsigned>(what));
}

/// The class in which a value of this opcode may differ, if there is one.
bool tolerate_value(CheckResult& result, Opcode opcode, Status status, Values values) {
  if (status != Status::Ok) {
    tolerate(result, Tolerated::ErrorText);
    return true;
  }
  switch (codec::loud_opcode(opcode)) {
    case Opcode::Version:
      tolerate(result, Tolerated::Version);
      return true;
    case Opcode::Increment:
    case Opcode::Decrement:
      tolerate(result, Tolerated::Counter);
      return true;
    default:
      if (values == Values::Captured) return false;
      tolerate(result, Tolerated::Values);
      return true;
  }
}

bool hit_against_miss(Status one, Status other) {
  return (one == Status::Ok && other == Status::KeyNotFound) ||
         (one == Status::KeyNotFound && other == Status::Ok);
}

CheckResult compare(const codec::Frame& expected, const codec::Frame& got,
                    const Tolerance& tolerance) {
  CheckResult result{.checked = true};
  const Status status = expected.header.status();
  if (got.header.status() != status) {
    if (tolerance.near_expiry && hit_against_miss(status, got.header.status())) {
      tolerate(result, Tolerated::Ttl);
    } else {
      result.difference = Difference::Status;
    }
    return result;
  }
  if (!same_bytes(expected.extras, got.extras)) {
    result.difference = Difference::Flags;
  } else if (!same_bytes(expected.key, got.key)) {
    result.difference = Difference::Key;
  } else if (!same_bytes(expected.value, got.value) &&
             !tolerate_value(result, expected.header.opcode, status, tolerance.values)) {
    result.difference = Difference::Value;
  } else if ((expected.header.cas == 0) != (got.header.cas == 0)) {
    result.difference = Difference::Cas;
  } else if (expected.header.cas != got.header.cas) {
    tolerate(result, Tolerated::Cas);
  }
  return result;
}

/// STAT: whether both end alike; what they say in between is theirs.
CheckResult compare_series(const PlannedRequest& request, std::span<const ByteVector> answers) {
  CheckResult result{.checked = true};
  const auto last = [](std::span<const ByteVector> series) {
    return frame_of(series.back()).header.status();
  };
  if (last(request.answers) != last(answers)) {
    result.difference = Difference::Status;
  } else if (request.answers.size() != answers.size() || request.answers.front() != answers[0]) {
    tolerate(result, Tolerated::Stats);
  }
  return result;
}

/// Whether the answers, or their absence, say that there is no such key.
bool says_missing(std::span<const ByteVector> answers) {
  if (answers.empty()) return true;
  const Status status = frame_of(answers.front()).header.status();
  return status == Status::KeyNotFound || status == Status::NotStored;
}

CheckResult check_strictly(const PlannedRequest& request, std::span<const ByteVector> answers,
                           const Tolerance& tolerance) {
  if (request.expectation == Expectation::Anything) return {};
  CheckResult result{.checked = true};
  const bool silence = request.expectation == Expectation::Silence;
  if (silence && answers.empty()) return result;
  if (silence || answers.empty()) {
    const codec::Frame shown = frame_of(silence ? answers[0] : request.answers[0]);
    const bool lookup = codec::opcode_info(shown.header.opcode).reply == codec::Reply::UnlessMiss;
    if (tolerance.near_expiry && lookup) {
      tolerate(result, Tolerated::Ttl);
    } else {
      result.difference = silence ? Difference::Surplus : Difference::Missing;
    }
    return result;
  }
  const codec::Frame expected = frame_of(request.answers[0]);
  if (expected.header.opcode == Opcode::Stat) return compare_series(request, answers);
  return compare(expected, frame_of(answers[0]), tolerance);
}

}  // namespace

std::string_view difference_name(Difference difference) {
  static constexpr std::array<std::string_view, kDifferences> kNames = {
      "none", "status", "value", "flags", "key", "cas", "missing", "surplus"};
  return kNames[static_cast<std::size_t>(difference)];
}

std::string_view tolerated_name(Tolerated tolerated) {
  static constexpr std::array<std::string_view, kTolerated> kNames = {
      "cas", "stats", "version", "counter", "ttl", "error_text", "values", "flush", "cold"};
  return kNames[static_cast<std::size_t>(tolerated)];
}

CheckResult check_answers(const PlannedRequest& request, std::span<const ByteVector> answers,
                          const Tolerance& tolerance) {
  CheckResult result = check_strictly(request, answers, tolerance);
  if (result.difference != Difference::None && tolerance.flush_left_out) {
    result.difference = Difference::None;
    tolerate(result, Tolerated::Flush);
  } else if (result.difference != Difference::None && tolerance.cold && says_missing(answers)) {
    result.difference = Difference::None;
    tolerate(result, Tolerated::Cold);
  }
  return result;
}

}  // namespace mcbin::replay
