#include "mcbin/replay/request_rewrite.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/opcode.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace mcbin::replay {
namespace {

using codec::Opcode;

constexpr std::size_t kOpaqueAt = 12;
constexpr std::size_t kCasAt = 16;
constexpr std::uint32_t kRelativeSecondsMax = 60 * 60 * 24 * 30;  // more is a Unix time
constexpr std::int64_t kSecondNs = 1'000'000'000;
/// memcached counts whole seconds, and a replay is a little late.
constexpr std::int64_t kExpirySkewNs = 2 * kSecondNs;

/// Where in its extras a request has an expiry, if it has one.
std::optional<std::size_t> expiry_at(Opcode opcode, std::size_t extras_bytes) {
  constexpr std::size_t kNumberBytes = 4;
  switch (codec::loud_opcode(opcode)) {
    case Opcode::Set:
    case Opcode::Add:
    case Opcode::Replace:
      if (extras_bytes == codec::StoreExtras::kSize) return extras_bytes - kNumberBytes;
      break;
    case Opcode::Increment:
    case Opcode::Decrement:
      if (extras_bytes == codec::CounterExtras::kSize) return extras_bytes - kNumberBytes;
      break;
    case Opcode::Touch:
    case Opcode::Gat:
    case Opcode::GatK:
    case Opcode::Flush:
      if (extras_bytes == kNumberBytes) return 0;
      break;
    default:
      break;
  }
  return {};
}

/// Whether the key of such a request is that of an item; STAT names a group with it.
bool names_item(Opcode opcode) {
  switch (codec::loud_opcode(opcode)) {
    case Opcode::Stat:
    case Opcode::SaslAuth:
    case Opcode::SaslStep:
      return false;
    default:
      return true;
  }
}

std::string cas_key(ByteView key, std::uint64_t cas) {
  std::string text(as_text(key));
  text.append(reinterpret_cast<const char*>(&cas), sizeof cas);
  return text;
}

std::uint64_t scrambled(std::uint64_t number) {  // splitmix64
  number += 0x9e3779b97f4a7c15;
  number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9;
  number = (number ^ (number >> 27U)) * 0x94d049bb133111eb;
  return number ^ (number >> 31U);
}

}  // namespace

std::uint64_t RequestRewriter::cas_for(const codec::Frame& frame) {
  const std::uint64_t recorded = frame.header.cas;
  if (recorded == 0 || options_.cas == CasMode::Keep) return recorded;
  if (options_.cas == CasMode::Zero) return 0;
  const auto known = cas_of_.find(cas_key(frame.key, recorded));
  if (known != cas_of_.end()) return known->second;
  ++cas_unknown_;
  return recorded;
}

bool RequestRewriter::lacks_cas(const PlannedRequest& request) const {
  const codec::Frame frame = request.frame();
  return frame.header.cas != 0 && options_.cas == CasMode::Map &&
         !cas_of_.contains(cas_key(frame.key, frame.header.cas));
}

std::uint32_t RequestRewriter::expiry_for(std::uint32_t seconds) const {
  if (seconds == 0 || options_.ttl == TtlMode::Drop) return 0;
  if (seconds > kRelativeSecondsMax) {
    const std::int64_t shifted = std::int64_t{seconds} + options_.shift_seconds;
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(
        shifted, kRelativeSecondsMax + 1, std::numeric_limits<std::uint32_t>::max()));
  }
  if (options_.ttl == TtlMode::Keep) return seconds;
  const double scaled = static_cast<double>(seconds) / options_.speed;
  return static_cast<std::uint32_t>(std::clamp<double>(scaled, 1, kRelativeSecondsMax));
}

void RequestRewriter::rewrite_extras(Opcode opcode, MutableByteView extras) const {
  const auto at = expiry_at(opcode, extras.size());
  if (!at) return;
  const std::uint32_t seconds = load_be32(extras.data() + *at);
  const bool counter = extras.size() == codec::CounterExtras::kSize;
  if (counter && seconds == codec::CounterExtras::kDoNotCreate) return;
  store_be32(extras.data() + *at, expiry_for(seconds));
}

void RequestRewriter::rewrite_value(const codec::Frame& frame, MutableByteView value) {
  if (options_.values == Values::Captured || value.empty()) return;
  // Seeded: the same key has the same value each time it is stored with this size.
  std::uint64_t state = options_.seed;
  if (options_.values == Values::Random) {
    state = random_ = scrambled(random_ + options_.seed);
  } else {
    for (const Byte byte : frame.key) state = scrambled(state ^ byte);
  }
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (at % sizeof state == 0) state = scrambled(state);
    value[at] = static_cast<Byte>('a' + (state >> (8 * (at % sizeof state))) % 26);
  }
}

void RequestRewriter::note_life(const PlannedRequest& request, const codec::Frame& frame) {
  const auto at = expiry_at(frame.header.opcode, frame.extras.size());
  if (!at || frame.key.empty()) return;
  const std::uint32_t seconds = load_be32(frame.extras.data() + *at);
  const std::string key(as_text(frame.key));
  if (seconds == 0 || seconds > kRelativeSecondsMax) {
    lives_.erase(key);
    return;
  }
  if (lives_.size() >= kRememberedMax) lives_.clear();
  lives_[key] = {.stored_ns = request.time_ns, .ttl_ns = std::int64_t{seconds} * kSecondNs};
}

/// After a SET or DELETE without a CAS nothing of before is left of a key.
void RequestRewriter::note_write(const PlannedRequest& request, const codec::Frame& frame) {
  const Opcode opcode = codec::loud_opcode(frame.header.opcode);
  const bool counter = frame.extras.size() == codec::CounterExtras::kSize;
  if (opcode == Opcode::Set || opcode == Opcode::Add || counter) {
    if (stored_.size() >= kRememberedMax) stored_.clear();
    stored_.emplace(as_text(frame.key));
  }
  if (options_.flushes_left_out.empty() || frame.header.cas != 0) return;
  if (opcode != Opcode::Set && opcode != Opcode::Delete) return;
  if (written_.size() >= kRememberedMax) written_.clear();
  written_[std::string(as_text(frame.key))] = request.time_ns;
}

std::string RequestRewriter::key_for(const PlannedRequest& request) const {
  const codec::Frame frame = request.frame();
  const bool item = !frame.key.empty() && names_item(frame.header.opcode);
  return item ? rewritten_key(options_.keys, frame.key) : std::string(as_text(frame.key));
}

void RequestRewriter::write(const PlannedRequest& request, std::uint32_t opaque, ByteVector& out) {
  const codec::Frame frame = request.frame();
  const std::size_t start = out.size();
  if (rewrites_keys()) {
    const std::string key = key_for(request);
    codec::Frame renamed = frame;
    renamed.key = as_bytes(key);
    codec::append_frame(renamed, out);
  } else {
    append(out, request.bytes);
  }
  const MutableByteView sent = MutableByteView(out).subspan(start);
  store_be32(sent.data() + kOpaqueAt, opaque);
  store_be64(sent.data() + kCasAt, cas_for(frame));
  rewrite_extras(frame.header.opcode, sent.subspan(codec::kHeaderSize, frame.extras.size()));
  rewrite_value(frame, sent.last(frame.value.size()));
  note_life(request, frame);
  note_write(request, frame);
}

void RequestRewriter::learn(const PlannedRequest& request, std::span<const ByteVector> answers) {
  if (options_.cas != CasMode::Map || answers.empty()) return;
  const std::uint64_t recorded = request.recorded_cas;
  const std::uint64_t given = load_be64(answers.front().data() + kCasAt);
  if (recorded == 0 || given == 0) return;
  if (cas_of_.size() >= kRememberedMax) cas_of_.clear();
  cas_of_[cas_key(request.frame().key, recorded)] = given;
}

Tolerance RequestRewriter::tolerance_for(const PlannedRequest& request) const {
  Tolerance tolerance{.near_expiry = false, .values = options_.values};
  const std::string key(as_text(request.frame().key));
  tolerance.cold = !stored_.contains(key);
  if (!key.empty() && !options_.flushes_left_out.empty()) {
    // The last one before this request.
    const auto& flushes = options_.flushes_left_out;
    const auto later = std::upper_bound(flushes.begin(), flushes.end(), request.time_ns);
    const auto written = written_.find(key);
    tolerance.flush_left_out =
        later != flushes.begin() && (written == written_.end() || written->second < *(later - 1));
  }
  const auto life = lives_.find(key);
  if (life == lives_.end()) return tolerance;
  const std::int64_t age_ns = request.time_ns - life->second.stored_ns;
  // At another speed an item has another age when it is asked for.
  const bool other_clock = options_.ttl != TtlMode::Keep || options_.speed != 1;
  const std::int64_t until_ns = life->second.ttl_ns - age_ns;
  tolerance.near_expiry = until_ns <= kExpirySkewNs && (other_clock || until_ns >= -kExpirySkewNs);
  return tolerance;
}

}  // namespace mcbin::replay
