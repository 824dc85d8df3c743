#include "mcbin/decoder/exchanges.hpp"

#include "mcbin/codec/response.hpp"

#include <utility>

namespace mcbin::decoder {

void ExchangeAssembler::on_frame(const codec::PlacedFrame& frame) {
  if (codec::is_response(frame.frame.header.magic)) {
    add_answer(frame);
    return;
  }
  const bool answers_come = frame.pair.paired() || frame.pair.outcome == codec::Outcome::Undecided;
  if (!answers_come) {
    sink_.on_exchange({.request = frame, .answers = {}});
    return;
  }
  Waiting entry{.request = KeptFrame(frame), .answers = {}, .bytes = 0};
  entry.bytes = entry.request.bytes();
  bytes_ += entry.bytes;
  waiting_.emplace(frame.place.number, std::move(entry));
  while (waiting_.size() > kWaitingMax || bytes_ > kWaitingBytesMax) hand_out(waiting_.begin());
}

void ExchangeAssembler::finish() {
  while (!waiting_.empty()) hand_out(waiting_.begin());
}

void ExchangeAssembler::add_answer(const codec::PlacedFrame& answer) {
  const auto found = waiting_.find(answer.pair.number);
  if (!answer.pair.paired() || found == waiting_.end()) {
    sink_.on_stray(answer);
    return;
  }
  Waiting& entry = found->second;
  entry.answers.emplace_back(answer);
  entry.bytes += answer.frame.body.size();
  bytes_ += answer.frame.body.size();
  const codec::PlacedFrame& request = entry.request.frame();
  const bool series = request.frame.header.opcode == codec::Opcode::Stat;
  const bool last = series ? codec::ends_stat_series(answer.frame.header) : true;
  if (last) {
    hand_out(found);
  } else {
    while (bytes_ > kWaitingBytesMax && !waiting_.empty()) hand_out(waiting_.begin());
  }
}

void ExchangeAssembler::hand_out(Table::iterator entry) {
  const Waiting done = std::move(entry->second);
  waiting_.erase(entry);
  bytes_ -= done.bytes;
  sink_.on_exchange({.request = done.request.frame(), .answers = done.answers});
}

}  // namespace mcbin::decoder
