#include "mcbin/bench/request_form.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/codec/extras.hpp"

#include <algorithm>
#include <cstring>

namespace mcbin::bench {
namespace {

using codec::Opcode;
using codec::Status;

constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kAnswerExtrasMax = 8;
/// An error has a sentence as its value.
constexpr std::size_t kSentenceBytesMax = 512;

bool stores(Opcode loud) {
  return loud == Opcode::Set || loud == Opcode::Add || loud == Opcode::Replace;
}
bool counts(Opcode loud) {
  return loud == Opcode::Increment || loud == Opcode::Decrement;
}
bool looks_up(Opcode loud) {
  return loud == Opcode::Get || loud == Opcode::GetK || loud == Opcode::Gat || loud == Opcode::GatK;
}
bool may_miss(Opcode loud) {
  return looks_up(loud) || loud == Opcode::Delete || loud == Opcode::Touch ||
         loud == Opcode::Replace;
}

/// Writes the extras that `loud` takes. @return their size.
std::size_t write_extras(Opcode loud, Byte* to) {
  if (counts(loud)) {
    const auto extras = codec::store_extras(codec::CounterExtras{.delta = 1});
    std::memcpy(to, extras.data(), extras.size());
    return extras.size();
  }
  const bool touches = loud == Opcode::Touch || loud == Opcode::Gat || loud == Opcode::GatK;
  const std::size_t size = stores(loud) ? codec::StoreExtras::kSize
                           : touches    ? codec::kU32ExtrasSize
                                        : 0;
  std::memset(to, 0, size);
  return size;
}

}  // namespace

RequestForm::RequestForm(const Workload& workload)
    : workload_(workload), pattern_(workload.value_bytes_max) {
  for (std::size_t at = 0; at < pattern_.size(); ++at) {
    pattern_[at] = static_cast<Byte>('a' + at % 26);
  }
  const std::size_t parts = codec::kHeaderSize + workload_.key_bytes + workload_.value_bytes_max;
  request_bytes_max_ = parts + codec::CounterExtras::kSize;
  answer_bytes_max_ = std::max(parts + kAnswerExtrasMax, codec::kHeaderSize + kSentenceBytesMax);
}

void RequestForm::write_key(const Asked& asked, Byte* to) const {
  std::memcpy(to, counts(codec::loud_opcode(asked.opcode)) ? "ctr:" : "key:", kKeyPrefixBytes);
  Byte* const digits = to + kKeyPrefixBytes;
  std::size_t at = workload_.key_bytes - kKeyPrefixBytes;
  std::uint64_t number = asked.key;
  for (; number > 0; number /= 10) digits[--at] = static_cast<Byte>('0' + number % 10);
  std::memset(digits, '0', at);
}

std::size_t RequestForm::write(const Asked& asked, std::uint32_t opaque, Byte* to) const {
  const Opcode loud = codec::loud_opcode(asked.opcode);
  const bool has_key = loud != Opcode::Noop;
  Byte* at = to + codec::kHeaderSize;
  const std::size_t extras = write_extras(loud, at);
  at += extras;
  if (has_key) {
    write_key(asked, at);
    at += workload_.key_bytes;
  }
  if (stores(loud)) {
    const std::size_t size = value_bytes_of(workload_, asked.key);
    if (size > 0) std::memcpy(at, pattern_.data(), size);
    Byte number[kNumberBytes];
    store_be64(number, asked.key);
    std::memcpy(at, number, std::min(size, kNumberBytes));
    at += size;
  }
  const auto body = static_cast<std::uint32_t>(at - to - static_cast<int>(codec::kHeaderSize));
  codec::store_header({.opcode = asked.opcode,
                       .extras_length = static_cast<std::uint8_t>(extras),
                       .key_length = static_cast<std::uint16_t>(has_key ? workload_.key_bytes : 0),
                       .body_length = body,
                       .opaque = opaque},
                      to);
  return static_cast<std::size_t>(at - to);
}

bool RequestForm::right_key(const Asked& asked, ByteView key) const {
  if (!codec::returns_key(asked.opcode)) return key.empty();
  Byte expected[kKeyBytesMax];
  write_key(asked, expected);
  return same_bytes(key, ByteView(expected).first(workload_.key_bytes));
}

bool RequestForm::right_value(std::uint64_t number, ByteView value) const {
  if (value.size() != value_bytes_of(workload_, number)) return false;
  Byte expected[kNumberBytes];
  store_be64(expected, number);
  const std::size_t front = std::min(value.size(), kNumberBytes);
  return std::memcmp(value.data(), expected, front) == 0 &&
         same_bytes(value.subspan(front), ByteView(pattern_).subspan(front, value.size() - front));
}

Verdict RequestForm::judge(const Asked& asked, const codec::Frame& answer) const {
  const Opcode loud = codec::loud_opcode(asked.opcode);
  const Status status = answer.header.status();
  if (answer.header.magic != codec::Magic::Response || answer.header.opcode != asked.opcode) {
    return Verdict::Wrong;
  }
  if (status == Status::Ok) {
    if (looks_up(loud)) {
      const bool right = right_key(asked, answer.key) && right_value(asked.key, answer.value);
      return right ? Verdict::Hit : Verdict::Wrong;
    }
    const bool right = !counts(loud) || answer.value.size() == kNumberBytes;
    return right ? Verdict::Done : Verdict::Wrong;
  }
  if (status == Status::KeyNotFound && may_miss(loud)) return Verdict::Miss;
  if (status == Status::KeyExists && loud == Opcode::Add) return Verdict::Done;
  return Verdict::Refused;
}

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::Hit:
      return "hit";
    case Verdict::Miss:
      return "miss";
    case Verdict::Done:
      return "done";
    case Verdict::Refused:
      return "refused";
    case Verdict::Wrong:
      return "wrong";
  }
  return {};
}

}  // namespace mcbin::bench
