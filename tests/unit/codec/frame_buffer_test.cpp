#include "mcbin/codec/frame_buffer.hpp"

#include "mcbin/codec/frame.hpp"
#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

namespace mcbin::codec {
namespace {

using test::ExactBytes;
using test::to_hex;

ByteVector counted_bytes(std::size_t size) {
  ByteVector bytes(size);
  std::iota(bytes.begin(), bytes.end(), Byte{1});
  return bytes;
}

/// One turn's read: as much of `piece` as the offered space takes; returns how much.
std::size_t feed(FrameBuffer& buffer, MutableByteView scratch, ByteView piece) {
  const MutableByteView space = buffer.space(scratch);
  REQUIRE_FALSE(space.empty());
  const std::size_t size = std::min(space.size(), piece.size());
  copy_bytes(piece.first(size), space);
  buffer.commit(size);
  return size;
}

TEST_CASE("codec/frame_buffer: what is consumed in its turn is never copied", "[codec][buffer]") {
  FrameBuffer buffer;
  ByteVector scratch(64);
  const ByteVector piece = counted_bytes(40);
  CHECK(feed(buffer, scratch, piece) == 40);
  CHECK(buffer.readable().data() == scratch.data());
  buffer.drop(40);
  buffer.settle();
  CHECK(buffer.readable().empty());
  CHECK(buffer.memory_bytes() == 0);
}

TEST_CASE("codec/frame_buffer: the rest survives the scratch it lay in", "[codec][buffer]") {
  FrameBuffer buffer;
  ByteVector scratch(64);
  feed(buffer, scratch, counted_bytes(40));
  buffer.drop(30);
  buffer.settle();
  std::fill(scratch.begin(), scratch.end(), Byte{0xee});
  CHECK(to_hex(buffer.readable()) == "1f202122232425262728");
  CHECK(buffer.memory_bytes() == 10);
}

TEST_CASE("codec/frame_buffer: a short rest goes back into scratch, where a long read follows it",
          "[codec][buffer]") {
  FrameBuffer buffer;
  ByteVector scratch(4096);
  feed(buffer, scratch, counted_bytes(100));
  buffer.drop(90);
  buffer.settle();
  const MutableByteView space = buffer.space(scratch);
  CHECK(space.data() == scratch.data() + 10);
  CHECK(space.size() == scratch.size() - 10);
  CHECK(buffer.memory_bytes() == 0);
  buffer.commit(0);
  CHECK(to_hex(buffer.readable()) == "5b5c5d5e5f6061626364");
}

TEST_CASE("codec/frame_buffer: what is left of a long frame does not keep its memory",
          "[codec][buffer]") {
  FrameBuffer buffer;
  ByteVector scratch(64);
  const ByteVector sent = counted_bytes(100'000);
  for (ByteView rest = sent; !rest.empty();) {
    rest = rest.subspan(feed(buffer, scratch, rest));
    buffer.settle();
  }
  CHECK(buffer.memory_bytes() >= sent.size());
  buffer.drop(sent.size() - 30);
  buffer.settle();
  CHECK(buffer.memory_bytes() == 30);
  CHECK(same_bytes(buffer.readable(), ByteView(sent).last(30)));
}

TEST_CASE("codec/frame_buffer: kept bytes are joined by the next piece", "[codec][buffer]") {
  FrameBuffer buffer;
  ByteVector scratch(8);
  feed(buffer, scratch, ByteVector{1, 2, 3});
  buffer.settle();
  feed(buffer, scratch, ByteVector{4, 5});
  CHECK(to_hex(buffer.readable()) == "0102030405");
  buffer.drop(5);
  buffer.settle();
  CHECK(buffer.memory_bytes() == 0);
}

TEST_CASE("codec/frame_buffer: two spaces without settling keep every byte", "[codec][buffer]") {
  FrameBuffer buffer;
  ByteVector scratch(3);
  feed(buffer, scratch, ByteVector{1, 2, 3});
  feed(buffer, scratch, ByteVector{4, 5, 6});
  CHECK(to_hex(buffer.readable()) == "010203040506");
}

TEST_CASE("codec/frame_buffer: a dropped claim is swallowed as it comes", "[codec][buffer]") {
  FrameBuffer buffer;
  ByteVector scratch(1000);
  const std::uint64_t claim = 0x100000018;  // more than 4 GiB
  feed(buffer, scratch, ByteVector{1, 2, 3});
  buffer.drop(claim);
  CHECK(buffer.swallowing() == claim - 3);
  std::uint64_t left = claim - 3;
  for (int turn = 0; turn < 5; ++turn) {
    left -= feed(buffer, scratch, counted_bytes(1000));
    CHECK(buffer.readable().empty());
    buffer.settle();
    CHECK(buffer.swallowing() == left);
    CHECK(buffer.memory_bytes() == 0);
  }
}

TEST_CASE("codec/frame_buffer: swallowing ends at the exact byte", "[codec][buffer]") {
  FrameBuffer buffer;
  ByteVector scratch(16);
  feed(buffer, scratch, ByteVector{1, 2, 3});
  buffer.drop(7);
  buffer.settle();
  feed(buffer, scratch, ByteVector{4, 5, 6, 7, 8, 9});
  CHECK(buffer.swallowing() == 0);
  CHECK(to_hex(buffer.readable()) == "0809");
}

TEST_CASE("codec/frame_buffer: memory follows the bytes received", "[codec][buffer]") {
  FrameBuffer buffer;
  ByteVector scratch(4096);
  const ByteVector piece = counted_bytes(1500);
  ByteVector sent;
  for (int turn = 0; turn < 200; ++turn) {
    ByteView rest = piece;
    while (!rest.empty()) rest = rest.subspan(feed(buffer, scratch, rest));
    append(sent, piece);
    buffer.settle();
    REQUIRE(buffer.memory_bytes() <= 2 * sent.size() + 2 * FrameBuffer::kReadBytesMin);
  }
  CHECK(same_bytes(buffer.readable(), sent));
}

TEST_CASE("codec/frame_buffer: a stream that always leaves a rest stays small", "[codec][buffer]") {
  FrameBuffer buffer;
  ByteVector scratch(4096);
  feed(buffer, scratch, ByteVector{0});
  buffer.settle();
  for (int turn = 0; turn < 3000; ++turn) {
    const Byte next = static_cast<Byte>(turn + 1);
    ByteVector piece(1000, next);
    ByteView rest = piece;
    while (!rest.empty()) rest = rest.subspan(feed(buffer, scratch, rest));
    buffer.drop(1000);
    buffer.settle();
    REQUIRE(buffer.readable().size() == 1);
    REQUIRE(buffer.readable()[0] == next);
    REQUIRE(buffer.memory_bytes() <= 4 * FrameBuffer::kReadBytesMin);
  }
}

TEST_CASE("codec/frame_buffer: any split of a stream gives the same frames", "[codec][buffer]") {
  ByteVector stream;
  for (std::uint32_t n = 0; n < 5; ++n) {
    const ByteVector value = counted_bytes(n * 11);
    Frame frame;
    frame.header.opaque = 0x87654321 + n;
    frame.value = value;
    append_frame(frame, stream);
  }
  for (std::size_t step = 1; step <= stream.size(); ++step) {
    INFO("pieces of " << step);
    FrameBuffer buffer;
    std::uint32_t frames = 0;
    for (std::size_t at = 0; at < stream.size();) {
      ByteVector scratch(step);  // exact, and gone after the turn
      at += feed(buffer, scratch, ByteView{stream}.subspan(at));
      Frame frame;
      while (next_frame(buffer.readable(), frame) == FrameStep::Whole) {
        REQUIRE(frame.header.opaque == 0x87654321 + frames);
        REQUIRE(same_bytes(frame.value, counted_bytes(frames * 11)));
        buffer.drop(frame.size());
        ++frames;
      }
      buffer.settle();
    }
    CHECK(frames == 5);
    CHECK(buffer.memory_bytes() == 0);
  }
}

}  // namespace
}  // namespace mcbin::codec
