#include "mcbin/codec/pairing.hpp"

#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/response.hpp"

#include <algorithm>
#include <functional>

namespace mcbin::codec {

namespace {

constexpr std::size_t kCompactFrom = 64;

Outcome outcome_of(Opcode opcode, Status status) {
  if (status == Status::Ok) return is_lookup(opcode) ? Outcome::Hit : Outcome::Ok;
  return status == Status::KeyNotFound ? Outcome::Miss : Outcome::Error;
}

Outcome implied_outcome(Opcode opcode) {
  return opcode_info(opcode).reply == Reply::UnlessMiss ? Outcome::ImpliedMiss
                                                        : Outcome::ImpliedSuccess;
}

/// Stands for the frame's key where answers carry it; 0 where they do not, or when the key was cut.
std::uint64_t key_mark(const ScannedFrame& frame) {
  if (!returns_key(frame.header.opcode) || frame.key.empty()) return 0;
  if (frame.key.size() < frame.header.key_length) return 0;
  return std::hash<std::string_view>{}(as_text(frame.key)) | 1U;
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::None:
      return {};
    case Outcome::Hit:
      return "hit";
    case Outcome::Miss:
      return "miss";
    case Outcome::Ok:
      return "ok";
    case Outcome::Error:
      return "error";
    case Outcome::ImpliedMiss:
      return "implied_miss";
    case Outcome::ImpliedSuccess:
      return "implied_success";
    case Outcome::Open:
      return "open";
    case Outcome::Unanswered:
      return "unanswered";
    case Outcome::OneWay:
      return "one_way";
    case Outcome::Undecided:
      return "undecided";
  }
  return {};
}

void Pairing::request(const ScannedFrame& frame, const FramePlace& place, OnResolved resolved) {
  if (live_ == kOpenMax) {
    resolve(waiting_[head_], Outcome::Undecided, resolved);
    drop_settled();
  }
  Waiting entry;
  entry.number = place.number;
  entry.last_ns = place.last_ns;
  entry.key_mark = key_mark(frame);
  entry.opaque = frame.header.opaque;
  entry.value_length = frame.header.value_length();
  entry.datagram = place.datagram.value_or(0);
  entry.opcode = frame.header.opcode;
  entry.uncertain = uncertain_;
  waiting_.push_back(entry);
  ++live_;
}

PairInfo Pairing::answer(const ScannedFrame& frame, const FramePlace& place, OnResolved resolved) {
  const Header& header = frame.header;
  const std::size_t at = find(frame, place.datagram.value_or(0));
  PairInfo pair;
  if (at == waiting_.size()) return pair;
  pass_over(at, resolved);
  Waiting& entry = waiting_[at];
  ++entry.answers;
  entry.uncertain = entry.uncertain || uncertain_;
  pair.uncertain = entry.uncertain;
  pair.number = entry.number;
  pair.answers = entry.answers;
  pair.value_length = entry.value_length;
  pair.request = entry.opcode;
  // The clock of a capture may step back.
  pair.first_byte_ns = std::max<std::int64_t>(place.first_ns - entry.last_ns, 0);
  pair.last_byte_ns = std::max<std::int64_t>(place.last_ns - entry.last_ns, 0);
  if (entry.first_answer == 0) {
    entry.first_answer = place.number;
    entry.first_byte_ns = pair.first_byte_ns;
  }
  if (entry.opcode == Opcode::Stat && !ends_stat_series(header)) return pair;

  Resolution done{.request = entry.number, .pair = pair};
  done.pair.outcome = outcome_of(entry.opcode, header.status());
  done.pair.number = entry.first_answer;
  done.pair.value_length = header.value_length();
  done.pair.status = header.status();
  done.pair.request.reset();
  done.pair.first_byte_ns = entry.first_byte_ns;
  entry.waits = false;
  --live_;
  if (live_ == 0) uncertain_ = false;
  resolved(done);
  drop_settled();
  return pair;
}

void Pairing::close(Outcome loud, OnResolved resolved) {
  for (std::size_t at = head_; at < waiting_.size(); ++at) {
    Waiting& entry = waiting_[at];
    if (!entry.waits) continue;
    const bool quiet = opcode_info(entry.opcode).quiet() && loud != Outcome::OneWay;
    resolve(entry, quiet ? Outcome::Open : loud, resolved);
  }
  waiting_.clear();
  waiting_.shrink_to_fit();
  head_ = 0;
  live_ = 0;
  uncertain_ = false;
}

/// The index of the first request that `answer` can answer, or waiting_.size().
std::size_t Pairing::find(const ScannedFrame& answer, std::uint16_t datagram) const {
  const Header& header = answer.header;
  const std::uint64_t mark = key_mark(answer);
  for (std::size_t at = head_; at < waiting_.size(); ++at) {
    const Waiting& entry = waiting_[at];
    if (!entry.waits || entry.opaque != header.opaque || entry.opcode != header.opcode) continue;
    const bool same_key = mark == 0 || entry.key_mark == 0 || entry.key_mark == mark;
    if (same_key && entry.datagram == datagram) return at;
  }
  return waiting_.size();
}

/// The request at `end` is answered: the quiet ones before it have had their chance.
void Pairing::pass_over(std::size_t end, OnResolved resolved) {
  for (std::size_t at = head_; at < end; ++at) {
    Waiting& entry = waiting_[at];
    if (!entry.waits) continue;
    if (opcode_info(entry.opcode).quiet()) {
      resolve(entry, implied_outcome(entry.opcode), resolved);
    } else if (++entry.overtaken > kOvertakenMax) {
      resolve(entry, Outcome::Unanswered, resolved);
    }
  }
}

/// Ends `entry` without a (further) answer.
void Pairing::resolve(Waiting& entry, Outcome outcome, OnResolved resolved) {
  entry.waits = false;
  --live_;
  Resolution done{.request = entry.number};
  done.pair.outcome = outcome;
  done.pair.uncertain = entry.uncertain || uncertain_;
  done.pair.number = entry.first_answer;
  done.pair.answers = entry.answers;
  done.pair.first_byte_ns = entry.first_byte_ns;
  resolved(done);
}

void Pairing::drop_settled() {
  while (head_ < waiting_.size() && !waiting_[head_].waits) ++head_;
  if (head_ == waiting_.size()) {
    waiting_.clear();
    head_ = 0;
  } else if (head_ >= kCompactFrom && head_ * 2 >= waiting_.size()) {
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
}

}  // namespace mcbin::codec
