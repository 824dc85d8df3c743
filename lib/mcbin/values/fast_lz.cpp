// A block is a series of instructions. The first byte's top three bits are the level; the rest of
// it is the first instruction, always literal bytes. An instruction byte CCCxxxxx is
//   000: xxxxx + 1 literal bytes follow
//   001 to 110: repeat CCC + 2 bytes; the distance's high bits are xxxxx, its low byte follows
//   111: as before, but the length goes on in a byte (level 2: in bytes, while they are 255)
// Level 2 writes distances beyond 8191 as all ones and two more bytes.
#include "mcbin/values/fast_lz.hpp"

namespace mcbin::values {
namespace {

constexpr unsigned kLongLength = 7;
constexpr std::size_t kShortestRepeat = 2;  // added to the length bits
constexpr std::size_t kFarDistance = 8191;
constexpr Byte kAllOnes = 0xff;

/// Takes bytes from the front; `fits` turns false when there are none left.
struct Reader {
  ByteView bytes;
  std::size_t at = 0;
  bool fits = true;

  [[nodiscard]] std::size_t left() const { return bytes.size() - at; }
  Byte take() {
    if (left() == 0) {
      fits = false;
      return 0;
    }
    return bytes[at++];
  }
};

struct Repeat {
  std::size_t length = 0;
  std::size_t distance = 0;  // 1: the byte before
};

Repeat read_repeat(Reader& in, Byte instruction, bool second_level) {
  const unsigned length_bits = instruction >> 5U;
  Repeat repeat{.length = length_bits + kShortestRepeat};
  if (length_bits == kLongLength) {
    Byte more = 0;
    do {
      more = in.take();
      repeat.length += more;
    } while (second_level && more == kAllOnes && in.fits);
  }
  const std::size_t high = (instruction & 31U) << 8U;
  const Byte low = in.take();
  repeat.distance = high + low + 1;
  if (second_level && repeat.distance == kFarDistance + 1) {
    const std::size_t far_high = in.take();
    repeat.distance = kFarDistance + 1 + far_high * 256 + in.take();
  }
  return repeat;
}

}  // namespace

Result<ByteVector> unpack_fast_lz(ByteView packed, std::size_t plain_bytes) {
  Reader in{packed};
  const auto damaged = [&in] {
    return fail(Errc::BadText, in.at, "its compressed stream is damaged");
  };
  const Byte first = in.take();
  const unsigned level = first >> 5U;
  if (!in.fits || level > 1) return damaged();
  ByteVector out;
  Byte instruction = first & 31U;
  for (;;) {
    if (instruction < 32) {
      const std::size_t size = instruction + std::size_t{1};
      if (size > in.left() || size > plain_bytes - out.size()) return damaged();
      append(out, packed.subspan(in.at, size));
      in.at += size;
    } else {
      const Repeat repeat = read_repeat(in, instruction, level == 1);
      const bool possible = in.fits && repeat.distance <= out.size();
      if (!possible || repeat.length > plain_bytes - out.size()) return damaged();
      for (std::size_t count = 0; count < repeat.length; ++count) {
        out.push_back(out[out.size() - repeat.distance]);
      }
    }
    if (in.left() == 0) break;
    instruction = in.take();
  }
  if (out.size() != plain_bytes) return damaged();
  return out;
}

}  // namespace mcbin::values
