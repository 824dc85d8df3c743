#include "mcbin/codec/frame.hpp"

#include "mcbin/base/check.hpp"

#include <limits>

namespace mcbin::codec {

FrameStep next_frame(ByteView bytes, Frame& frame) {
  if (bytes.empty()) return FrameStep::NeedMore;
  if (!known_magic(bytes[0])) return FrameStep::BadMagic;
  if (bytes.size() < kHeaderSize) return FrameStep::NeedMore;
  frame = Frame{};
  frame.header = load_header(bytes.data());
  if (!frame.header.lengths_agree()) return FrameStep::BadLengths;
  if (bytes.size() < frame.header.frame_length()) return FrameStep::NeedMore;
  frame = split_body(frame.header, bytes.subspan(kHeaderSize, frame.header.body_length));
  return FrameStep::Whole;
}

Frame split_body(const Header& header, ByteView body) {
  const std::size_t extras_at = header.framing_extras_length;
  const std::size_t key_at = extras_at + header.extras_length;
  const std::size_t value_at = key_at + header.key_length;
  return {.header = header,
          .framing_extras = body.subspan(0, extras_at),
          .extras = body.subspan(extras_at, header.extras_length),
          .key = body.subspan(key_at, header.key_length),
          .value = body.subspan(value_at, header.body_length - value_at)};
}

Header header_for_parts(const Frame& frame) {
  const bool framing = has_framing_extras(frame.header.magic);
  const std::uint64_t key_max = framing ? std::numeric_limits<std::uint8_t>::max()
                                        : std::numeric_limits<std::uint16_t>::max();
  const std::uint64_t body = std::uint64_t{frame.framing_extras.size()} + frame.extras.size() +
                             frame.key.size() + frame.value.size();
  MCBIN_CHECK(framing || frame.framing_extras.empty());
  MCBIN_CHECK(frame.framing_extras.size() <= std::numeric_limits<std::uint8_t>::max());
  MCBIN_CHECK(frame.extras.size() <= std::numeric_limits<std::uint8_t>::max());
  MCBIN_CHECK(frame.key.size() <= key_max);
  MCBIN_CHECK(body <= std::numeric_limits<std::uint32_t>::max());
  Header header = frame.header;
  header.framing_extras_length = static_cast<std::uint8_t>(frame.framing_extras.size());
  header.extras_length = static_cast<std::uint8_t>(frame.extras.size());
  header.key_length = static_cast<std::uint16_t>(frame.key.size());
  header.body_length = static_cast<std::uint32_t>(body);
  return header;
}

void append_frame(const Frame& frame, ByteVector& out) {
  const Header header = header_for_parts(frame);
  out.reserve(out.size() + kHeaderSize + header.body_length);
  Byte bytes[kHeaderSize];
  store_header(header, bytes);
  append(out, bytes);
  append(out, frame.framing_extras);
  append(out, frame.extras);
  append(out, frame.key);
  append(out, frame.value);
}

}  // namespace mcbin::codec
