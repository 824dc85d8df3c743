#include "mcbin/replay/replayed_connection.hpp"

#include "mcbin/codec/request.hpp"

#include <algorithm>
#include <cstring>

namespace mcbin::replay {
namespace {

constexpr std::size_t kReadBytes = 64U << 10U;
/// A frame that claims more is no answer: no server gives items of this size.
constexpr std::uint64_t kAnswerBytesMax = 256U << 20U;

/// STAT answers with frame after frame; the last has no key, or tells of an error.
bool ends_series(const codec::Frame& answer) {
  return answer.header.key_length == 0 || answer.header.status() != codec::Status::Ok;
}

}  // namespace

void ReplayedConnection::send_next(const SendTimes& times) {
  const PlannedRequest& request = plan_.requests[next_++];
  in_flight_.push_back({.request = &request,
                        .opaque = opaque_,
                        .times = times,
                        .tolerance = rewriter_.tolerance_for(request),
                        .answers = {}});
  rewriter_.write(request, opaque_++, out_);
  keys_.sent(request.frame().key, number_);
  ++counts_.requests_sent;
  ++counts_.of(codec::load_header(request.bytes.data()).opcode).sent;
  const std::int64_t late_ns = times.sent_ns - times.intended_ns;
  counts_.lateness.add(late_ns);
  SecondCounts& second = counts_.second(times.sent_ns);
  ++second.sent;
  second.late_ns_max =
      std::max(second.late_ns_max, static_cast<std::uint64_t>(std::max<std::int64_t>(late_ns, 0)));
}

bool ReplayedConnection::send_fence() {
  if (in_flight_.empty() || in_flight_.back().request == nullptr) return false;
  const Byte* const last = in_flight_.back().request->bytes.data();
  const codec::Opcode opcode = codec::load_header(last).opcode;
  if (!codec::opcode_info(opcode).quiet()) return false;
  codec::Frame noop = codec::make_request(codec::Opcode::Noop, {}, {}, {});
  noop.header.opaque = opaque_;
  codec::append_frame(noop, out_);
  in_flight_.push_back(
      {.request = nullptr, .opaque = opaque_++, .times = {}, .tolerance = {}, .answers = {}});
  return true;
}

void ReplayedConnection::sent(std::size_t size) {
  out_sent_ += size;
  if (out_sent_ < out_.size()) return;
  out_.clear();
  out_sent_ = 0;
}

MutableByteView ReplayedConnection::input_space() {
  if (in_.size() < in_size_ + kReadBytes) in_.resize(in_size_ + kReadBytes);
  return MutableByteView(in_).subspan(in_size_);
}

Result<void> ReplayedConnection::received(std::size_t size, std::int64_t now_ns) {
  in_size_ += size;
  ByteView rest = ByteView(in_).first(in_size_);
  codec::Frame frame;
  codec::FrameStep step = codec::FrameStep::NeedMore;
  while ((step = codec::next_frame(rest, frame)) == codec::FrameStep::Whole) {
    if (!take_answer(frame, now_ns)) {
      return fail(Errc::ProtocolViolated, 0, "an answer to nothing that was asked");
    }
    rest = rest.subspan(frame.size());
  }
  const bool too_large = rest.size() >= codec::kHeaderSize &&
                         codec::load_header(rest.data()).frame_length() > kAnswerBytesMax;
  if (step != codec::FrameStep::NeedMore || too_large) {
    return fail(Errc::ProtocolViolated, 0, "what came is no answer of this protocol");
  }
  if (!rest.empty()) std::memmove(in_.data(), rest.data(), rest.size());
  in_size_ = rest.size();
  return {};
}

bool ReplayedConnection::take_answer(const codec::Frame& answer, std::int64_t now_ns) {
  if (answer.header.magic != codec::Magic::Response || in_flight_.empty()) return false;
  const std::uint32_t place = answer.header.opaque - in_flight_.front().opaque;
  if (place >= in_flight_.size()) return false;
  // Servers answer in order: what was asked before and is not answered has nothing to say.
  for (std::uint32_t before = 0; before < place; ++before) settle_front(now_ns);
  InFlight& asked = in_flight_.front();
  if (asked.request != nullptr) asked.answers.push_back(as_recorded(*asked.request, answer));
  const bool series = answer.header.opcode == codec::Opcode::Stat;
  if (!series || ends_series(answer)) settle_front(now_ns);
  return true;
}

/// The answer to `request` with the key as it was recorded.
ByteVector ReplayedConnection::as_recorded(const PlannedRequest& request,
                                           const codec::Frame& answer) const {
  codec::Frame shown = answer;
  if (rewriter_.rewrites_keys() && as_text(answer.key) == rewriter_.key_for(request)) {
    shown.key = request.frame().key;
  }
  ByteVector bytes;
  codec::append_frame(shown, bytes);
  return bytes;
}

void ReplayedConnection::settle_front(std::int64_t now_ns) {
  const InFlight settled = std::move(in_flight_.front());
  in_flight_.pop_front();
  if (settled.request == nullptr) return;
  const PlannedRequest& request = *settled.request;
  keys_.settled(request.frame().key, number_);
  const CheckResult check = check_answers(request, settled.answers, settled.tolerance);
  rewriter_.learn(request, settled.answers);
  count_settled(counts_, request, settled.times, now_ns, check, settled.answers);
  if (check.difference != Difference::None) show(settled, check.difference);
}

void ReplayedConnection::show(const InFlight& settled, Difference difference) {
  if (counts_.shown.size() >= counts_.shown_max) return;
  const PlannedRequest& request = *settled.request;
  ShownDifference shown{.connection = plan_.id,
                        .request = request.number,
                        .difference = difference,
                        .sent = request.bytes,
                        .expected = {},
                        .got = {}};
  if (!request.answers.empty()) shown.expected = request.answers.front();
  if (!settled.answers.empty()) shown.got = settled.answers.front();
  counts_.shown.push_back(std::move(shown));
}

void ReplayedConnection::give_up() {
  for (const InFlight& asked : in_flight_) {
    if (asked.request == nullptr) continue;
    ++counts_.unanswered;
    keys_.settled(asked.request->frame().key, number_);
  }
  counts_.unsent += plan_.requests.size() - next_;
  next_ = plan_.requests.size();
  in_flight_.clear();
  out_.clear();
  out_sent_ = in_size_ = 0;
}

}  // namespace mcbin::replay
