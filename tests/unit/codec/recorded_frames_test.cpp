// Every recorded frame decoded and written again: whole, and byte by byte through the buffer.
#include "recorded_frames.hpp"

#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/frame_buffer.hpp"
#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace mcbin::codec {
namespace {

using test::ExactBytes;
using test::RecordedStream;

// Streams that do not end with a whole frame, and how they end: the vectors about just that.
const std::map<std::string, FrameStep> kOddEnds = {
    {"bad_magic_first:requests", FrameStep::BadMagic},
    {"keylen_gt_bodylen:requests", FrameStep::BadLengths},
    {"key_ext_gt_bodylen:requests", FrameStep::BadLengths},
    {"bodylen_over_1gib:requests", FrameStep::NeedMore},
    {"unknown_with_key_waits:requests", FrameStep::BadMagic},
    {"auto_negotiate_binary:requests", FrameStep::BadMagic},
    {"auto_negotiate_ascii:requests", FrameStep::BadMagic},
    {"auto_negotiate_ascii:responses", FrameStep::BadMagic},
    {"ascii_only_server:responses", FrameStep::BadMagic},
    {"max_connections_text:responses", FrameStep::BadMagic},
};

FrameStep expected_end(const RecordedStream& stream) {
  const auto odd = kOddEnds.find(stream.name);
  return odd == kOddEnds.end() ? FrameStep::Whole : odd->second;
}

TEST_CASE("codec/frame: recorded frames are written as they were read", "[codec][vectors]") {
  std::size_t frames = 0;
  std::size_t odd_ends = 0;
  for (const RecordedStream& stream : test::recorded_streams()) {
    INFO(stream.name);
    const ExactBytes bytes{ByteView{stream.bytes}};
    ByteView rest = bytes.view();
    Frame frame;
    ByteVector written;
    FrameStep step = FrameStep::Whole;
    while (!rest.empty() && (step = next_frame(rest, frame)) == FrameStep::Whole) {
      append_frame(frame, written);
      rest = rest.subspan(frame.size());
      ++frames;
    }
    CHECK(same_bytes(written, bytes.view().first(bytes.view().size() - rest.size())));
    CHECK(step == expected_end(stream));
    odd_ends += step == FrameStep::Whole ? 0 : 1;
  }
  CHECK(frames > 1000);
  CHECK(odd_ends == kOddEnds.size());
}

TEST_CASE("codec/frame_buffer: recorded frames arrive byte by byte", "[codec][vectors]") {
  constexpr std::size_t kStreamSizeMax = 100'000;  // a megabyte of one byte teaches nothing more
  std::size_t streams = 0;
  for (const RecordedStream& stream : test::recorded_streams()) {
    if (stream.bytes.size() > kStreamSizeMax || expected_end(stream) != FrameStep::Whole) continue;
    INFO(stream.name);
    FrameBuffer buffer;
    ByteVector written;
    for (const Byte byte : stream.bytes) {
      Byte scratch[1];
      buffer.space(scratch)[0] = byte;
      buffer.commit(1);
      Frame frame;
      if (next_frame(buffer.readable(), frame) == FrameStep::Whole) {
        append_frame(frame, written);
        buffer.drop(frame.size());
      }
      buffer.settle();
    }
    CHECK(same_bytes(written, stream.bytes));
    CHECK(buffer.memory_bytes() == 0);
    ++streams;
  }
  CHECK(streams > 300);
}

}  // namespace
}  // namespace mcbin::codec
