// How a recorded request becomes the one that is sent: its own opaque, the CAS that the target gave
// in place of the recorded one, expiries that still mean the same, other keys and values.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/replay/answer_check.hpp"
#include "mcbin/replay/key_rules.hpp"
#include "mcbin/replay/replay_plan.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace mcbin::replay {

/// What becomes of a CAS in a request.
enum class CasMode : std::uint8_t {
  Map,   // the one that the target gave where the recorded server gave this
  Keep,  // sent as recorded
  Zero,  // sent without
};

/// What becomes of an expiry.
enum class TtlMode : std::uint8_t {
  Keep,   // as recorded; absolute times are shifted to now
  Scale,  // divided by the speed, too
  Drop,   // items never expire
};

struct RewriteOptions {
  CasMode cas = CasMode::Map;
  TtlMode ttl = TtlMode::Keep;
  Values values = Values::Captured;
  std::uint64_t seed = 1;          // of Values::Random
  double speed = 1;                // for TtlMode::Scale
  std::int64_t shift_seconds = 0;  // from the capture's clock to the target's
  KeyRules keys;
  std::vector<std::int64_t> flushes_left_out;  // of the plan
};

/// Shared by all connections of a replay; for one thread.
class RequestRewriter {
 public:
  /// CAS pairs and expiries that are remembered at most; then all are forgotten, and counted so.
  static constexpr std::size_t kRememberedMax = 1U << 20U;

  explicit RequestRewriter(RewriteOptions options) : options_(std::move(options)) {}

  /// Appends the frame to send for `request` to `out`.
  void write(const PlannedRequest& request, std::uint32_t opaque, ByteVector& out);

  /// Looks at what answered `request`: which CAS the target gave for the recorded one.
  void learn(const PlannedRequest& request, std::span<const ByteVector> answers);

  /// What may be overlooked in the answer to `request`, which is about to be sent.
  [[nodiscard]] Tolerance tolerance_for(const PlannedRequest& request) const;

  /// Whether other keys are sent than the recorded ones.
  [[nodiscard]] bool rewrites_keys() const { return options_.keys.any(); }
  /// The key that is sent with `request`; empty without one.
  [[nodiscard]] std::string key_for(const PlannedRequest& request) const;

  /// Whether `request` has a CAS whose twin is not known yet.
  [[nodiscard]] bool lacks_cas(const PlannedRequest& request) const;

  /// Requests with a CAS of which nothing is known: the capture began later.
  [[nodiscard]] std::uint64_t cas_unknown() const { return cas_unknown_; }

 private:
  struct Life {
    std::int64_t stored_ns = 0;  // in the plan's time
    std::int64_t ttl_ns = 0;
  };

  [[nodiscard]] std::uint64_t cas_for(const codec::Frame& frame);
  [[nodiscard]] std::uint32_t expiry_for(std::uint32_t seconds) const;
  void rewrite_extras(codec::Opcode opcode, MutableByteView extras) const;
  void rewrite_value(const codec::Frame& frame, MutableByteView value);
  void note_write(const PlannedRequest& request, const codec::Frame& frame);
  void note_life(const PlannedRequest& request, const codec::Frame& frame);

  const RewriteOptions options_;
  std::unordered_map<std::string, std::uint64_t> cas_of_;  // by key and recorded CAS
  std::unordered_map<std::string, Life> lives_;            // by key: items that expire
  std::unordered_map<std::string, std::int64_t> written_;  // by key: when it was last overwritten
  std::unordered_set<std::string> stored_;  // keys that a request has stored, or tried to
  std::uint64_t cas_unknown_ = 0;
  std::uint64_t random_ = 0;
};

}  // namespace mcbin::replay
