#include "mcbin/decoder/placed_stream.hpp"

namespace mcbin::decoder {

void PlacedStream::feed(ByteView bytes, PacketTime now, codec::ScanSink& sink) {
  piece_start_ = scanner_.offset();
  now_ = now;
  scanner_.feed(bytes, sink);
  remember_pending();
}

void PlacedStream::skip(std::uint64_t size, PacketTime now, codec::ScanSink& sink) {
  piece_start_ = scanner_.offset();
  now_ = now;
  scanner_.skip(size, sink);
  if (!scanner_.in_step()) reported_end_ = scanner_.offset();  // nobody reports the hole itself
  remember_pending();
}

void PlacedStream::finish(codec::ScanSink& sink) {
  piece_start_ = scanner_.offset();
  scanner_.finish(sink);
}

PacketTime PlacedStream::began(std::uint64_t offset, std::uint64_t end) {
  reported_end_ = end;
  return offset < piece_start_ ? pending_ : now_;
}

void PlacedStream::remember_pending() {
  if (reported_end_ >= piece_start_) pending_ = now_;
}

}  // namespace mcbin::decoder
