// Whether what a target answered is what was recorded: differences, and those that are explained.
// Pure.
#pragma once

#include "mcbin/codec/header.hpp"
#include "mcbin/replay/replay_plan.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace mcbin::replay {

/// What is different about an answer.
enum class Difference : std::uint8_t {
  None,
  Status,
  Value,
  Flags,
  Key,
  Cas,      // one of them is 0, the other is not
  Missing,  // an answer was recorded, and none came
  Surplus,  // silence was recorded, and an answer came
};
inline constexpr std::size_t kDifferences = 8;

/// What differs with every server or moment, and is counted instead.
enum class Tolerated : std::uint8_t {
  Cas,        // another number: servers count for themselves
  Stats,      // STAT's text
  Version,    // VERSION's text
  Counter,    // the value of INCREMENT and DECREMENT
  Ttl,        // hit or miss within the skew of an item's expiry
  ErrorText,  // the words of the same refusal
  Values,     // the content of values that the replay made up itself
  Flush,      // the key may be there as a recorded FLUSH was left out
  Cold,       // the key is missing: it was stored before the recording began
};
inline constexpr std::size_t kTolerated = 9;

/// The stable names: "status", ...; "cas", ...
[[nodiscard]] std::string_view difference_name(Difference difference);
[[nodiscard]] std::string_view tolerated_name(Tolerated tolerated);

/// Whose values the replay sends.
enum class Values : std::uint8_t { Captured, Seeded, Random };

struct CheckResult {
  bool checked = false;  // false: the capture does not tell what should have come
  Difference difference = Difference::None;
  std::uint16_t tolerated = 0;  // a bit for each Tolerated

  [[nodiscard]] bool has(Tolerated one) const {
    return ((tolerated >> static_cast<unsigned>(one)) & 1U) != 0;
  }
};

/// What may be overlooked for one request.
struct Tolerance {
  bool near_expiry = false;     // a hit may be a miss, and the other way round
  bool flush_left_out = false;  // whatever the key holds may be a leftover
  bool cold = false;            // nothing of the recording has stored the key yet
  Values values = Values::Captured;
};

/// Compares the frames that `answers` holds, which answer `request`, with those recorded. Opaques
/// are not compared: a replay numbers requests itself.
[[nodiscard]] CheckResult check_answers(const PlannedRequest& request,
                                        std::span<const ByteVector> answers,
                                        const Tolerance& tolerance);

}  // namespace mcbin::replay
