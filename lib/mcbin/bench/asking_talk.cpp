#include "mcbin/bench/asking_talk.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace mcbin::bench {
namespace {

using codec::FrameStep;
using codec::Opcode;

constexpr std::size_t kInputBytesMin = 64U << 10U;
constexpr std::size_t kInputBytesMax = 1U << 20U;

}  // namespace

AskingTalk::AskingTalk(const RequestForm& form, std::uint32_t depth, Delivery delivery,
                       const Clock& clock, LoadCounts& counts, IdleSink& idle_sink)
    : form_(form), delivery_(delivery), clock_(clock), counts_(counts), idle_sink_(idle_sink) {
  batches_max_ = std::clamp(kInFlightMax / depth, 1U, kBatchesMax);
  asked_.resize(std::bit_ceil((depth + 1) * batches_max_));
  asked_mask_ = static_cast<std::uint32_t>(asked_.size() - 1);
  const std::size_t batch = (depth + 1) * form_.answer_bytes_max();
  in_.resize(
      std::max(std::clamp(batch, kInputBytesMin, kInputBytesMax), 2 * form_.answer_bytes_max()));
}

void AskingTalk::put(const Asked& asked) {
  asked_at(next_) = asked;
  out_size_ += form_.write(asked, next_++, out_.data() + out_size_);
}

void AskingTalk::start_batch(std::uint32_t size, FunctionRef<Asked()> next,
                             const BatchTiming& timing) {
  if (out_sent_ == out_size_) out_sent_ = out_size_ = 0;
  const std::size_t needed = out_size_ + (size + 1) * form_.request_bytes_max();
  if (out_.size() < needed) out_.resize(needed);
  for (std::uint32_t at = 0; at < size; ++at) put(next());
  if (delivery_ == Delivery::Quiet) put({.key = 0, .opcode = Opcode::Noop});
  batches_.push_back({.end = next_, .requests = size, .timing = timing});
}

MutableByteView AskingTalk::input_space() {
  return MutableByteView(in_).subspan(in_size_);
}

void AskingTalk::received(std::size_t size) {
  const std::int64_t now_ns = clock_.steady_ns();
  heard_ns_ = now_ns;
  in_size_ += size;
  ByteView rest = ByteView(in_).first(in_size_);
  codec::Frame frame;
  FrameStep step = FrameStep::NeedMore;
  while (!trouble_ && (step = codec::next_frame(rest, frame)) == FrameStep::Whole) {
    take_answer(frame, now_ns);
    rest = rest.subspan(frame.size());
  }
  if (rest.size() == in_.size() || step == FrameStep::BadMagic || step == FrameStep::BadLengths) {
    give_up({Errc::ProtocolViolated, 0, {}});
  }
  if (trouble_) rest = {};
  if (!rest.empty()) std::memmove(in_.data(), rest.data(), rest.size());
  in_size_ = rest.size();
  if (!trouble_ && batches_.empty()) idle_sink_.on_idle(*this, now_ns);
}

void AskingTalk::settle(std::uint32_t opaque, Verdict verdict, codec::Status status) {
  const bool closes = delivery_ == Delivery::Quiet && opaque + 1 == batches_.front().end;
  if (batches_.front().timing.measured && (!closes || verdict != Verdict::Done)) {
    counts_.count(asked_at(opaque), verdict, status);
  }
}

/// Requests that were not answered although a later one is: quiet ones, or something is wrong.
void AskingTalk::pass_over_quiet(std::uint32_t opaque) {
  for (; head_ != opaque; ++head_) {
    const auto reply = codec::opcode_info(asked_at(head_).opcode).reply;
    const Verdict verdict = reply == codec::Reply::UnlessMiss      ? Verdict::Miss
                            : reply == codec::Reply::UnlessSuccess ? Verdict::Done
                                                                   : Verdict::Wrong;
    settle(head_, verdict, codec::Status::Ok);
  }
}

void AskingTalk::take_answer(const codec::Frame& answer, std::int64_t now_ns) {
  const std::uint32_t opaque = answer.header.opaque;
  if (opaque - head_ >= next_ - head_) {  // also when it wraps around
    give_up({Errc::ProtocolViolated, 0, "an answer to nothing that was asked"});
    return;
  }
  while (batches_.size() > 1 && opaque - head_ >= batches_.front().end - head_) {
    pass_over_quiet(batches_.front().end);
    finish_batches(now_ns);
  }
  pass_over_quiet(opaque);
  settle(opaque, form_.judge(asked_at(opaque), answer), answer.header.status());
  head_ = opaque + 1;
  const Batch& batch = batches_.front();
  if (delivery_ == Delivery::Loud && batch.timing.measured) {
    counts_.from_send.add(now_ns - batch.timing.now_ns);
    counts_.from_intended.add(now_ns - batch.timing.intended_ns);
  }
  finish_batches(now_ns);
}

void AskingTalk::finish_batches(std::int64_t now_ns) {
  if (batches_.empty() || batches_.front().end != head_) return;
  const Batch& batch = batches_.front();
  if (delivery_ == Delivery::Quiet && batch.timing.measured) {
    counts_.from_send.add(now_ns - batch.timing.now_ns, batch.requests);
    counts_.from_intended.add(now_ns - batch.timing.intended_ns, batch.requests);
  }
  batches_.pop_front();
}

void AskingTalk::give_up(const Error& error) {
  if (trouble_) return;
  if (error.code == Errc::ProtocolViolated) ++counts_.wrong;
  trouble_ = error;
  std::uint32_t from = head_;
  for (const Batch& batch : batches_) {
    if (batch.timing.measured) counts_.unanswered += batch.end - from;
    from = batch.end;
  }
  batches_.clear();
  out_sent_ = out_size_ = 0;
}

}  // namespace mcbin::bench
