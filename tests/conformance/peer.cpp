#include "conformance/peer.hpp"

#include "mcbin/codec/header.hpp"

namespace mcbin::conformance {

Received FrameReader::next(ByteVector& frame) {
  while (buffer_.size() < codec::kHeaderSize) {
    const Received received = peer_.receive(buffer_);
    if (received != Received::Bytes) return received;
  }
  return next_bytes(codec::load_header(buffer_.data()).frame_length(), frame);
}

Received FrameReader::next_bytes(std::size_t size, ByteVector& bytes) {
  while (buffer_.size() < size) {
    const Received received = peer_.receive(buffer_);
    if (received != Received::Bytes) return received;
  }
  const auto end = buffer_.begin() + static_cast<std::ptrdiff_t>(size);
  bytes.assign(buffer_.begin(), end);
  buffer_.erase(buffer_.begin(), end);
  return Received::Bytes;
}

Received FrameReader::until_closed() {
  if (!buffer_.empty()) return Received::Bytes;
  return peer_.receive(buffer_);
}

}  // namespace mcbin::conformance
