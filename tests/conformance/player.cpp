#include "conformance/player.hpp"

#include "conformance/stat_names.hpp"
#include "conformance/wire_pattern.hpp"
#include "mcbin/base/endian.hpp"
#include "mcbin/codec/frame.hpp"

#include <algorithm>

namespace mcbin::conformance {

namespace {

constexpr std::size_t kCasAt = 16;
constexpr std::string_view kNoop = "800a00000000000000000000a5c3f0960000000000000000";
constexpr std::string_view kNoopAnswer = "810a00000000000000000000a5c3f0960000000000000000";
constexpr std::string_view kNoopRefused =
    "810a0000000000200000000da5c3f0960000000000000000'Auth failure.'";

std::string_view received_name(Received received) {
  switch (received) {
    case Received::Bytes:
      return "bytes";
    case Received::Closed:
      return "a close";
    case Received::Silence:
      return "silence";
  }
  return {};
}

/// Sends a NOOP and wants one of `answers`.
std::string complaint_of_noop(Peer& peer, const std::vector<std::string_view>& answers) {
  peer.send(from_hex(kNoop));
  FrameReader reader(peer);
  ByteVector frame;
  const Received received = reader.next(frame);
  if (received != Received::Bytes)
    return std::string(received_name(received)) + " instead of a NOOP's answer";
  const bool expected = std::any_of(answers.begin(), answers.end(), [&](std::string_view pattern) {
    return frame_matches(std::string(pattern), frame);
  });
  return expected ? "" : to_hex(frame) + " instead of a NOOP's answer";
}

/// Datagrams come one by one and silence proves nothing: each step ends with a request of its own.
/// Several threads of a server may answer, so the order of the answers proves nothing either.
std::string play_datagrams(const Conversation& conversation, Peer& peer) {
  constexpr std::string_view kFenceHeader = "7e7e000000010000";
  const ByteVector fence = from_hex(std::string(kFenceHeader) + std::string(kNoop));
  const std::string fence_answer = std::string(kFenceHeader) + std::string(kNoopAnswer);
  for (const Step& step : conversation.steps) {
    ByteVector request;
    append_pattern(step.send.front(), {}, request);
    peer.send(request);
    peer.send(fence);
    std::vector<std::string> expected = step.receive;
    expected.push_back(fence_answer);
    while (!expected.empty()) {
      ByteVector datagram;
      const Received received = peer.receive(datagram);
      if (received != Received::Bytes) return std::string(received_name(received));
      const auto answered = std::find_if(
          expected.begin(), expected.end(),
          [&](const std::string& pattern) { return frame_matches(pattern, datagram); });
      if (answered == expected.end()) return "unexpected datagram " + to_hex(datagram);
      expected.erase(answered);
    }
  }
  return {};
}

/// One play: the state between the steps.
class Play {
 public:
  Play(const Conversation& conversation, const Delivery& delivery, Peer& peer)
      : conversation_(conversation), delivery_(delivery), peer_(peer), reader_(peer) {}

  std::string run() {
    for (const Step& step : conversation_.steps) {
      ++step_;
      if (step.sleep_ms > 0) peer_.pass_ms(step.sleep_ms);
      send(step);
      std::string complaint = receive(step);
      if (!complaint.empty()) return "step " + std::to_string(step_) + ": " + complaint;
    }
    return ending();
  }

 private:
  void send(const Step& step) {
    ByteVector write;
    for (const std::string& pattern : step.send) append_pattern(pattern, answer_cas_, write);
    if (write.empty()) return;
    const std::vector<ByteView> pieces = delivery_.pieces(write, sent_bytes_);
    for (std::size_t at = 0; at < pieces.size(); ++at) {
      if (at > 0) peer_.between_pieces();
      peer_.send(pieces[at]);
    }
    sent_bytes_ += write.size();
    append(unfinished_, write);
    codec::Frame frame;
    while (codec::next_frame(unfinished_, frame) == codec::FrameStep::Whole) {
      const auto end = static_cast<std::ptrdiff_t>(frame.size());
      unfinished_.erase(unfinished_.begin(), unfinished_.begin() + end);
    }
  }

  std::string receive(const Step& step) {
    if (!step.receive_text.empty()) return receive_text(step.receive_text);
    const bool series = !step.receive.empty() && step.receive.front() == kStatSeries;
    if (series || (conversation_.match == Match::StatNames && !step.receive.empty())) {
      return complaint_of_stat_series(reader_, step.send.front());
    }
    for (const std::string& pattern : step.receive) {
      ByteVector frame;
      const Received received = reader_.next(frame);
      if (received != Received::Bytes) {
        return std::string(received_name(received)) + " instead of " + pattern +
               (reader_.pending().empty() ? "" : " behind " + to_hex(reader_.pending()));
      }
      answer_cas_.push_back(load_be64(frame.data() + kCasAt));
      if (!is_expected(pattern, frame)) return to_hex(frame) + " instead of " + pattern;
    }
    return {};
  }

  [[nodiscard]] bool is_expected(const std::string& pattern, ByteView frame) const {
    constexpr std::string_view kVersionAnswer = "810b";
    constexpr std::size_t kStatusAt = 12;
    if (conversation_.match == Match::Version && pattern.starts_with(kVersionAnswer) &&
        pattern.substr(kStatusAt).starts_with("0000")) {
      return version_matches(pattern, frame);
    }
    return frame_matches(pattern, frame);
  }

  std::string receive_text(const std::string& text) {
    ByteVector bytes;
    const Received received = reader_.next_bytes(text.size(), bytes);
    if (received != Received::Bytes) {
      return std::string(received_name(received)) + " instead of the text " + text;
    }
    return as_text(bytes) == text ? "" : to_hex(bytes) + " instead of the text " + text;
  }

  std::string ending() {
    if (conversation_.ending == Ending::Closed) {
      const Received received = reader_.until_closed();
      if (received == Received::Closed) return {};
      return "the end: " + std::string(received_name(received)) + " instead of a close " +
             to_hex(reader_.pending());
    }
    if (!reader_.pending().empty()) return "the end: unexpected " + to_hex(reader_.pending());
    if (conversation_.match == Match::Text) return {};
    if (!unfinished_.empty()) {  // a NOOP would be taken for its end
      return peer_.keeps_silent() ? "" : "the end: no silence";
    }
    const std::string complaint = complaint_of_noop(peer_, noop_answers());
    return complaint.empty() ? "" : "the end: " + complaint;
  }

  /// Who has not logged in where that is asked for gets his NOOP refused: open it is all the same.
  [[nodiscard]] std::vector<std::string_view> noop_answers() const {
    const auto& args = conversation_.server_args;
    if (std::find(args.begin(), args.end(), "-S") == args.end()) return {kNoopAnswer};
    return {kNoopAnswer, kNoopRefused};
  }

  const Conversation& conversation_;
  const Delivery& delivery_;
  Peer& peer_;
  FrameReader reader_;
  std::vector<std::uint64_t> answer_cas_;
  std::size_t sent_bytes_ = 0;
  ByteVector unfinished_;  // what was sent behind the last whole frame
  int step_ = 0;
};

}  // namespace

std::string play(const Conversation& conversation, const Delivery& delivery, Peer& peer) {
  if (conversation.match == Match::Datagram) return play_datagrams(conversation, peer);
  return Play(conversation, delivery, peer).run();
}

std::string complaint_of_noop(Peer& peer) {
  return complaint_of_noop(peer, {kNoopAnswer});
}

}  // namespace mcbin::conformance
