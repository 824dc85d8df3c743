// The pairings of one connection: either side may ask, so each has its own.
#pragma once

#include "mcbin/codec/pairing.hpp"

#include <array>

namespace mcbin::decoder {

class BothPairings {
 public:
  using OnResolved = codec::Pairing::OnResolved;

  /// Writes to `pair` what is known of the frame's: of an answer its request; a request is
  /// Undecided until `resolved` hears of it. Frames that cannot be trusted have no pair.
  void take(const codec::ScannedFrame& frame, const codec::FramePlace& place, codec::PairInfo& pair,
            OnResolved resolved) {
    const std::size_t sender = place.sender == codec::Sender::Client ? 0 : 1;
    const bool whole_header = frame.header_bytes == codec::kHeaderSize;
    const bool trusted = whole_header && !frame.doubts.has(codec::Doubt::WrongDirection);
    if (trusted && codec::is_response(frame.header.magic)) {
      pair = by_asker_[1 - sender].answer(frame, place, resolved);
      return;
    }
    pair = {};
    if (!trusted) return;
    by_asker_[sender].request(frame, place, resolved);
    pair.outcome = codec::Outcome::Undecided;
  }

  /// Frames may have been lost.
  void mark_gap() {
    for (codec::Pairing& pairing : by_asker_) pairing.mark_gap();
  }

  /// No frame will come any more: what waits ends as Pairing::close() says.
  void close(codec::Outcome loud, OnResolved resolved) {
    for (codec::Pairing& pairing : by_asker_) pairing.close(loud, resolved);
  }

 private:
  std::array<codec::Pairing, 2> by_asker_;
};

}  // namespace mcbin::decoder
