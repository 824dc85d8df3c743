#include "mcbin/decoder/kept_frame.hpp"

namespace mcbin::decoder {

void move_parts(codec::ScannedFrame& frame, ByteView copy) {
  const ByteView body = frame.body;
  const auto moved = [&](ByteView part) -> ByteView {
    if (part.empty()) return {};
    return copy.subspan(static_cast<std::size_t>(part.data() - body.data()), part.size());
  };
  frame.framing_extras = moved(frame.framing_extras);
  frame.extras = moved(frame.extras);
  frame.key = moved(frame.key);
  frame.value = moved(frame.value);
  frame.body = copy;
}

KeptFrame::KeptFrame(const codec::PlacedFrame& frame)
    : body_(frame.frame.body.begin(), frame.frame.body.end()), frame_(frame) {
  move_parts(frame_.frame, body_);
}

}  // namespace mcbin::decoder
