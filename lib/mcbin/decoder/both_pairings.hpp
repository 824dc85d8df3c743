// The pairings of one connection: either side may ask, so each has its own.
#pragma once

#include "mcbin/codec/pairing.hpp"

#include <array>

namespace mcbin::decoder {

class BothPairings {
 public:
  using OnResolved = codec::Pairing::OnResolved;

  /// What is known of the pair of `frame`: of an answer its request; a request is Undecided until
  /// `resolved` hears of it. Frames that cannot be trusted have no pair.
  [[nodiscard]] codec::PairInfo take(const codec::ScannedFrame& frame,
                                     const codec::FramePlace& place, OnResolved resolved) {
    codec::PairInfo pair;
    if (frame.header_bytes < codec::kHeaderSize || frame.doubts.has(codec::Doubt::WrongDirection)) {
      return pair;
    }
    const std::size_t sender = place.sender == codec::Sender::Client ? 0 : 1;
    if (codec::is_response(frame.header.magic)) {
      return by_asker_[1 - sender].answer(frame, place, resolved);
    }
    by_asker_[sender].request(frame, place, resolved);
    pair.outcome = codec::Outcome::Undecided;
    return pair;
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
