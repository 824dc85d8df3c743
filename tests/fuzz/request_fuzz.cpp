// Fuzz target: frames are cut from a stream by the frame buffer and judged by the shape rules.
// Every frame takes exactly the bytes that its header announces, however the stream is cut, and the
// buffer holds what has been received, not what is claimed.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/frame_buffer.hpp"
#include "mcbin/codec/request.hpp"

#include <algorithm>
#include <vector>

namespace {

using namespace mcbin;

constexpr std::uint64_t kCollectedBytesMax = 4096;  // larger frames are swallowed

/// Where frames start, and whether the stream was given up.
struct Cuts {
  std::vector<std::uint64_t> starts;
  bool lost = false;
  bool operator==(const Cuts&) const = default;
};

class Reader {
 public:
  void read(ByteView piece) {
    while (!piece.empty() && !cuts_.lost) {
      const auto scratch = std::make_unique_for_overwrite<Byte[]>(piece.size());
      const MutableByteView space = buffer_.space({scratch.get(), piece.size()});
      const std::size_t size = std::min(space.size(), piece.size());
      copy_bytes(piece.first(size), space);
      buffer_.commit(size);
      received_ += size;
      piece = piece.subspan(size);
      take_frames();
      buffer_.settle();
      MCBIN_CHECK(buffer_.memory_bytes() <=
                  2 * (received_ + codec::FrameBuffer::kReadBytesMin + kCollectedBytesMax));
    }
  }

  [[nodiscard]] const Cuts& cuts() const { return cuts_; }

 private:
  void take_frames() {
    codec::Frame frame;
    for (;;) {
      if (buffer_.readable().empty()) return;
      const codec::FrameStep step = codec::next_frame(buffer_.readable(), frame);
      if (step == codec::FrameStep::Whole) {
        take(frame.header);
        check_parts(frame);
      } else if (step == codec::FrameStep::NeedMore) {
        if (buffer_.readable().size() < codec::kHeaderSize) return;
        const auto header = codec::decode_header(buffer_.readable());
        if (!header || header->frame_length() <= kCollectedBytesMax) return;
        take(*header);
      } else {
        cuts_.lost = true;
        return;
      }
    }
  }

  void take(const codec::Header& header) {
    cuts_.starts.push_back(offset_);
    static_cast<void>(codec::check_shape(header));
    offset_ += header.frame_length();
    buffer_.drop(header.frame_length());
  }

  static void check_parts(const codec::Frame& frame) {
    const std::size_t parts =
        frame.framing_extras.size() + frame.extras.size() + frame.key.size() + frame.value.size();
    MCBIN_CHECK(codec::kHeaderSize + parts == frame.size());
    ByteVector written;
    codec::append_frame(frame, written);
    codec::Frame again;
    MCBIN_CHECK(codec::next_frame(written, again) == codec::FrameStep::Whole);
    MCBIN_CHECK(again.size() == frame.size());
  }

  codec::FrameBuffer buffer_;
  Cuts cuts_;
  std::uint64_t offset_ = 0;
  std::uint64_t received_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::CutInput input = fuzz::cut_input(data, size);
  Reader whole;
  whole.read(input.whole);
  Reader cut;
  cut.read(input.first);
  cut.read(input.second);
  MCBIN_CHECK(whole.cuts() == cut.cuts());
  return 0;
}
