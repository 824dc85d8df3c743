#include "mcbin/decoder/frame_window.hpp"

#include "mcbin/decoder/kept_frame.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::decoder {

namespace {

using codec::Outcome;

constexpr std::size_t kRingStart = 64;

}  // namespace

codec::PlacedFrame& FrameWindow::begin_frame() {
  if (waiting() == ring_.size()) grow();
  return at(end_).frame;
}

void FrameWindow::end_frame() {
  const codec::PlacedFrame& frame = at(end_).frame;
  const bool settled = frame.pair.outcome != Outcome::Undecided;
  if (settled && front_ == end_) {
    first_number_ = frame.place.number + 1;
    sink_.on_frame(frame);
    return;
  }
  Entry& entry = add();
  entry.settled = settled;
  copy_parts(entry);
  sequences_[frame.place.number & (sequences_.size() - 1)] = end_ - 1;
  if (waiting() >= limits_.entries_max || blocks_.held_bytes() > limits_.bytes_max) {
    release_front();
    while (blocks_.held_bytes() > limits_.bytes_max && front_ != end_) release_front();
  }
  expire(frame.place.last_ns);
}

void FrameWindow::resolve(const codec::Resolution& resolution) {
  if (resolution.request < first_number_ || front_ == end_) return;
  const std::uint64_t sequence = sequences_[resolution.request & (sequences_.size() - 1)];
  Entry& entry = at(sequence);
  if (entry.frame.place.number != resolution.request) return;
  entry.frame.pair = resolution.pair;
  entry.settled = true;
  if (sequence == front_) release_settled();
}

void FrameWindow::junk(const codec::PlacedJunk& junk) {
  Junk copy{.junk = junk, .sample = {}};
  append(copy.sample, junk.junk.sample);
  between(std::move(copy));
}

void FrameWindow::gap(const capture::Gap& gap) {
  between(gap);
}

void FrameWindow::open(const capture::ConnectionInfo& connection, codec::StreamKind kind) {
  between(ConnectionEvent{.opens = true, .kind = kind, .info = connection, .close = {}});
}

void FrameWindow::close(const capture::ConnectionInfo& connection, codec::StreamKind kind,
                        const capture::Close& close) {
  between(ConnectionEvent{.opens = false, .kind = kind, .info = connection, .close = close});
}

void FrameWindow::expire(std::int64_t now_ns) {
  while (front_ != end_ && at(front_).frame.place.number != 0 &&
         at(front_).frame.place.last_ns < now_ns - limits_.age_ns_max) {
    release_front();
  }
}

void FrameWindow::flush() {
  while (front_ != end_) release_front();
}

FrameWindow::Entry& FrameWindow::add() {
  if (waiting() == ring_.size()) grow();
  ++end_;
  Entry& entry = at(end_ - 1);
  entry.settled = true;
  entry.bytes = 0;
  return entry;
}

void FrameWindow::grow() {
  std::vector<Entry> larger(std::max(kRingStart, ring_.size() * 2));
  sequences_.assign(larger.size(), 0);
  for (std::uint64_t sequence = front_; sequence != end_; ++sequence) {
    Entry& entry = larger[sequence & (larger.size() - 1)];
    entry = at(sequence);
    const std::uint64_t number = entry.frame.place.number;
    if (number != 0) sequences_[number & (larger.size() - 1)] = sequence;
  }
  ring_ = std::move(larger);
}

void FrameWindow::copy_parts(Entry& entry) {
  codec::ScannedFrame& frame = entry.frame.frame;
  if (frame.body.empty()) return;
  const MutableByteView copy = blocks_.take(frame.body.size());
  copy_bytes(frame.body, copy);
  move_parts(frame, copy);
  entry.bytes = copy.size();
}

void FrameWindow::between(Between event) {
  if (front_ == end_) {
    hand_out(event);
    return;
  }
  add().frame.place.number = 0;
  between_.push_back(std::move(event));
  if (waiting() >= limits_.entries_max) release_front();
}

void FrameWindow::hand_out(const Between& event) {
  if (const auto* junk = std::get_if<Junk>(&event)) {
    codec::PlacedJunk whole = junk->junk;
    whole.junk.sample = junk->sample;
    sink_.on_junk(whole);
  } else if (const auto* gap = std::get_if<capture::Gap>(&event)) {
    sink_.on_gap(*gap);
  } else if (const auto* connection = std::get_if<ConnectionEvent>(&event)) {
    if (connection->opens) {
      sink_.on_open(connection->info, connection->kind);
    } else {
      sink_.on_close(connection->info, connection->kind, connection->close);
    }
  }
}

void FrameWindow::release_settled() {
  while (front_ != end_ && at(front_).settled) release_front();
}

/// Hands out the oldest entry, settled or not, and what is settled behind it.
void FrameWindow::release_front() {
  do {
    Entry& entry = at(front_);
    if (entry.frame.place.number == 0) {
      hand_out(between_.front());
      between_.pop_front();
    } else {
      first_number_ = entry.frame.place.number + 1;
      sink_.on_frame(entry.frame);
      blocks_.release(entry.bytes);
    }
    ++front_;
  } while (front_ != end_ && at(front_).settled);
}

}  // namespace mcbin::decoder
