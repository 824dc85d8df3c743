#include "mcbin/decoder/placed_stream.hpp"

#include <algorithm>

namespace mcbin::decoder {

void PlacedStream::feed(ByteView bytes, PacketTime now, codec::ScanSink& sink) {
  piece_start_ = scanner_.offset();
  now_ = now;
  scanner_.feed(bytes, sink);
  remember_waiting();
}

void PlacedStream::skip(std::uint64_t size, PacketTime now, codec::ScanSink& sink) {
  piece_start_ = scanner_.offset();
  now_ = now;
  scanner_.skip(size, sink);
  remember_waiting();
}

void PlacedStream::finish(codec::ScanSink& sink) {
  piece_start_ = scanner_.offset();
  scanner_.finish(sink);
}

PacketTime PlacedStream::began(std::uint64_t offset) const {
  if (offset >= piece_start_ || marks_.empty()) return now_;
  const auto next =
      std::upper_bound(marks_.begin(), marks_.end(), offset,
                       [](std::uint64_t at, const Mark& mark) { return at < mark.offset; });
  return next == marks_.begin() ? next->time : (next - 1)->time;
}

/// Several frames may wait for one decision, and each may have begun with another packet.
void PlacedStream::remember_waiting() {
  const std::uint64_t start = scanner_.undecided_from();
  if (start >= piece_start_) {
    marks_.clear();
    if (start < scanner_.offset()) marks_.push_back({start, now_});
    return;
  }
  const auto covers_start =
      std::upper_bound(marks_.begin(), marks_.end(), start,
                       [](std::uint64_t at, const Mark& mark) { return at < mark.offset; });
  if (covers_start - marks_.begin() > 1) marks_.erase(marks_.begin(), covers_start - 1);
  // Nothing else begins inside a frame.
  if (scanner_.in_body() || marks_.size() >= kMarksMax) return;
  if (marks_.empty() || marks_.back().time.packet != now_.packet) {
    marks_.push_back({piece_start_, now_});
  }
}

}  // namespace mcbin::decoder
