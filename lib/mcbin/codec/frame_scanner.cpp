// The scanner's walk: states, pieces and what is handed to the sink. Whether 24 bytes are a frame's
// start is decided in frame_judge.cpp.
#include "mcbin/codec/frame_scanner.hpp"

#include <algorithm>

namespace mcbin::codec {

namespace {

/// A header whose first 12 bytes are known tells how long its frame is.
constexpr std::size_t kBodyLengthKnownBytes = 12;

/// The bytes of the body before the value, or none when the lengths contradict each other.
std::size_t kept_body_bytes(const Header& header, std::uint32_t value_bytes_max) {
  if (!header.lengths_agree()) return std::min(header.body_length, value_bytes_max);
  return header.before_value() + std::min(header.value_length(), value_bytes_max);
}

ByteView part(ByteView body, std::size_t from, std::size_t size) {
  from = std::min(from, body.size());
  return body.subspan(from, std::min(size, body.size() - from));
}

}  // namespace

void split_body(ScannedFrame& frame, ByteView body) {
  frame.body = body;
  const Header& header = frame.header;
  if (!header.lengths_agree()) return;
  const std::size_t extras_at = header.framing_extras_length;
  const std::size_t key_at = extras_at + header.extras_length;
  frame.framing_extras = part(body, 0, extras_at);
  frame.extras = part(body, extras_at, header.extras_length);
  frame.key = part(body, key_at, header.key_length);
  frame.value = part(body, key_at + header.key_length, header.value_length());
}

void FrameScanner::feed(ByteView piece, ScanSink& sink) {
  // Bytes that wait are joined by no more of the piece than the next decision asks for; as soon as
  // everything that waits comes from this piece, the rest is read where it lies.
  std::size_t taken = 0;
  while (!held_.empty() && taken < piece.size()) {
    const std::size_t size =
        std::min(needed_ - std::min(needed_, held_.size()), piece.size() - taken);
    append(held_, piece.subspan(taken, size));
    taken += size;
    if (held_.size() < needed_) return;
    const std::size_t done = scan(held_, End::More, sink);
    held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(done));
    if (held_.size() > taken) continue;
    taken -= held_.size();
    held_.clear();
  }
  if (!held_.empty()) return;
  const ByteView rest = piece.subspan(taken);
  const std::size_t done = scan(rest, End::More, sink);
  held_.assign(rest.begin() + static_cast<std::ptrdiff_t>(done), rest.end());
}

void FrameScanner::skip(std::uint64_t size, ScanSink& sink) {
  if (size == 0) return;
  scan(held_, End::Hole, sink);
  held_.clear();
  if (state_ == State::InBody) {
    const std::uint64_t inside = std::min(body_left_, size);
    body_left_ -= inside;
    open_.missing += inside;
    keep_ = kept_.size();
    offset_ += inside;
    size -= inside;
    if (body_left_ == 0) close_body(sink);
    if (size == 0) return;
  }
  flush_junk(sink);
  state_ = State::Searching;
  search_reason_ = JunkReason::AfterHole;
  offset_ += size;
}

void FrameScanner::finish(ScanSink& sink) {
  scan(held_, End::Stream, sink);
  held_.clear();
  if (state_ == State::InBody) {
    open_.missing += body_left_;
    open_.length -= body_left_;
    close_body(sink);
  }
  flush_junk(sink);
  state_ = State::InStep;
  needed_ = 1;
}

/// Reports as much of `view` as can be decided; returns how much. offset_ follows.
std::size_t FrameScanner::scan(ByteView view, End end, ScanSink& sink) {
  std::size_t done = 0;
  while (done < view.size()) {
    const std::size_t size = step(view.subspan(done), end, sink);
    if (size == 0) return done;
    done += size;
    offset_ += size;
  }
  needed_ = 1;
  return done;
}

/// One decision at the front of `view`, which is not empty; returns the bytes it settles, or 0 when
/// it needs more (never at an end).
std::size_t FrameScanner::step(ByteView view, End end, ScanSink& sink) {
  switch (state_) {
    case State::InStep:
      return start_frame(view, end, sink);
    case State::Searching:
      return search(view, end, sink);
    case State::InBody:
      return continue_body(view, end, sink);
  }
  return 0;
}

std::size_t FrameScanner::need(std::size_t bytes) {
  needed_ = bytes;
  return 0;
}

std::size_t FrameScanner::start_frame(ByteView view, End end, ScanSink& sink) {
  if (!known_magic(view[0])) {
    state_ = State::Searching;
    add_junk(view.first(1), JunkReason::UnknownMagic);
    return 1;
  }
  if (view.size() < kHeaderSize) {
    return end == End::More ? need(kHeaderSize) : cut_header(view, end, sink);
  }
  const Header header = load_header(view.data());
  const Doubts doubts = header_doubts(header, options_.sender, options_.style);
  const bool trusted = state_ == State::InStep && doubts.none();
  const Verdict verdict = trusted && options_.confirm == Confirm::WhenDoubtful
                              ? Verdict::Accept
                              : judge(view, end, header, doubts);
  if (verdict == Verdict::NeedMore) return 0;
  if (verdict == Verdict::Reject) {
    if (state_ == State::InStep) search_reason_ = JunkReason::NotAHeader;
    state_ = State::Searching;
    add_junk(view.first(1), search_reason_);
    return 1;
  }
  flush_junk(sink);
  if (view.size() < header.frame_length()) {
    open_body(header, doubts, kHeaderSize);
    return kHeaderSize;
  }
  // The whole frame is in view: no copy.
  state_ = State::InStep;
  ScannedFrame frame = begun_frame(header, doubts, kHeaderSize);
  const std::size_t keep = kept_body_bytes(header, options_.value_bytes_max);
  split_body(frame, view.subspan(kHeaderSize, keep));
  sink.on_frame(frame);
  return static_cast<std::size_t>(header.frame_length());
}

std::size_t FrameScanner::search(ByteView view, End end, ScanSink& sink) {
  const auto candidate = std::find_if(view.begin(), view.end(), known_magic);
  const auto junk = static_cast<std::size_t>(candidate - view.begin());
  if (junk > 0) {
    add_junk(view.first(junk), search_reason_);
    return junk;
  }
  if (view.size() < kHeaderSize) {
    if (end == End::More) return need(kHeaderSize);
    add_junk(view, search_reason_);
    return view.size();
  }
  if (!doubts_at(view.data()).none()) {
    add_junk(view.first(1), search_reason_);
    return 1;
  }
  return start_frame(view, end, sink);
}

std::size_t FrameScanner::continue_body(ByteView view, End, ScanSink& sink) {
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(body_left_, view.size()));
  const std::size_t room = keep_ - std::min(keep_, kept_.size());
  append(kept_, view.first(std::min(room, size)));
  body_left_ -= size;
  if (body_left_ == 0) close_body(sink);
  return size;
}

/// A frame whose header is cut off: at the end of the stream, or by a hole.
std::size_t FrameScanner::cut_header(ByteView view, End end, ScanSink& sink) {
  std::array<Byte, kHeaderSize> bytes{};
  copy_bytes(view, bytes);
  const Header header = load_header(bytes.data());
  const bool length_known = view.size() >= kBodyLengthKnownBytes;
  const Doubts doubts =
      length_known ? header_doubts(header, options_.sender, options_.style) : Doubts{};
  if (end == End::Hole && !length_known) {
    add_junk(view, JunkReason::BeforeHole);
    return view.size();
  }
  if (end == End::Hole && doubts.none()) {
    open_body(header, doubts, view.size());
    return view.size();
  }
  flush_junk(sink);
  ScannedFrame frame;
  frame.offset = offset_;
  frame.length = view.size();
  frame.missing = (length_known ? header.frame_length() : kHeaderSize) - view.size();
  frame.header_bytes = view.size();
  frame.header = header;
  frame.doubts = doubts;
  sink.on_frame(frame);
  return view.size();
}

Doubts FrameScanner::doubts_at(const Byte* bytes) const {
  return header_doubts(load_header(bytes), options_.sender, options_.style);
}

ScannedFrame FrameScanner::begun_frame(const Header& header, Doubts doubts,
                                       std::size_t header_bytes) const {
  ScannedFrame frame;
  frame.offset = offset_;
  frame.length = header.frame_length();
  frame.header_bytes = header_bytes;
  frame.header = header;
  frame.doubts = doubts;
  return frame;
}

void FrameScanner::open_body(const Header& header, Doubts doubts, std::size_t header_bytes) {
  open_ = begun_frame(header, doubts, header_bytes);
  body_left_ = header.frame_length() - header_bytes;
  kept_.clear();
  keep_ = header_bytes < kHeaderSize ? 0 : kept_body_bytes(header, options_.value_bytes_max);
  state_ = State::InBody;
}

void FrameScanner::close_body(ScanSink& sink) {
  split_body(open_, kept_);
  sink.on_frame(open_);
  kept_.clear();
  kept_.shrink_to_fit();
  body_left_ = 0;
  state_ = State::InStep;
}

void FrameScanner::add_junk(ByteView bytes, JunkReason reason) {
  if (junk_.length == 0) {
    junk_.offset = offset_;
    junk_.reason = search_reason_ = reason;
  }
  const std::size_t room =
      options_.junk_bytes_max - std::min<std::size_t>(junk_sample_.size(), options_.junk_bytes_max);
  append(junk_sample_, bytes.first(std::min(bytes.size(), room)));
  junk_.length += bytes.size();
}

void FrameScanner::flush_junk(ScanSink& sink) {
  if (junk_.length == 0) return;
  junk_.sample = junk_sample_;
  sink.on_junk(junk_);
  junk_ = ScannedJunk{};
  junk_sample_.clear();
  junk_sample_.shrink_to_fit();
}

std::string_view junk_reason_name(JunkReason reason) {
  switch (reason) {
    case JunkReason::UnknownMagic:
      return "unknown_magic";
    case JunkReason::NotAHeader:
      return "not_a_header";
    case JunkReason::BeforeHole:
      return "before_hole";
    case JunkReason::AfterHole:
      return "after_hole";
  }
  return {};
}

}  // namespace mcbin::codec
