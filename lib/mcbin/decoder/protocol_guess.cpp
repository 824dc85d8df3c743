#include "mcbin/decoder/protocol_guess.hpp"

#include "mcbin/codec/frame_scanner.hpp"

namespace mcbin::decoder {

namespace {

using capture::Speaker;
using codec::StreamKind;

/// With this many doubts a first header is no evidence for the binary protocol.
constexpr int kDoubtsTooMany = 3;

Speaker speaker_of(codec::Magic magic) {
  switch (magic) {
    case codec::Magic::Request:
    case codec::Magic::FramingRequest:
    case codec::Magic::ServerResponse:
      return Speaker::Client;
    case codec::Magic::Response:
    case codec::Magic::FramingResponse:
    case codec::Magic::ServerRequest:
      return Speaker::Server;
  }
  return Speaker::Unknown;
}

/// Takes the first frame that nothing speaks against.
class FirstFrame final : public codec::ScanSink {
 public:
  void on_frame(const codec::ScannedFrame& frame) override {
    const bool sure = frame.header_bytes == codec::kHeaderSize && frame.doubts.none();
    if (sure && speaker_ == Speaker::Unknown) speaker_ = speaker_of(frame.header.magic);
  }
  void on_junk(const codec::ScannedJunk&) override {}
  [[nodiscard]] Speaker speaker() const { return speaker_; }

 private:
  Speaker speaker_ = Speaker::Unknown;
};

}  // namespace

StreamKind guess_protocol(ByteView front, codec::Sender sender, codec::NameStyle style) {
  const StreamKind kind = codec::stream_kind(front);
  if (kind != StreamKind::Binary || front.size() < codec::kHeaderSize) return kind;
  const codec::Doubts doubts =
      codec::header_doubts(codec::load_header(front.data()), sender, style);
  return doubts.count() < kDoubtsTooMany ? kind : StreamKind::Unknown;
}

Speaker guess_speaker(ByteView front, codec::NameStyle style) {
  FirstFrame first;
  codec::FrameScanner scanner({.value_bytes_max = 0, .style = style});
  scanner.feed(front, first);
  scanner.finish(first);
  return first.speaker();
}

}  // namespace mcbin::decoder
