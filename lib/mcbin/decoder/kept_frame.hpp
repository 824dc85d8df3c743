// A frame that outlives the call that reported it: its parts are copied.
#pragma once

#include "mcbin/codec/placed_frame.hpp"

namespace mcbin::decoder {

/// Points the views of `frame`, which lie in its body, at the same places in `copy` of the body.
void move_parts(codec::ScannedFrame& frame, ByteView copy);

/// Owns what the views show.
class KeptFrame {
 public:
  explicit KeptFrame(const codec::PlacedFrame& frame);

  KeptFrame(KeptFrame&&) noexcept = default;  // the bytes stay where they are
  KeptFrame& operator=(KeptFrame&&) noexcept = default;
  KeptFrame(const KeptFrame&) = delete;
  KeptFrame& operator=(const KeptFrame&) = delete;
  ~KeptFrame() = default;

  [[nodiscard]] const codec::PlacedFrame& frame() const { return frame_; }
  [[nodiscard]] std::size_t bytes() const { return body_.size(); }

 private:
  ByteVector body_;
  codec::PlacedFrame frame_;
};

}  // namespace mcbin::decoder
