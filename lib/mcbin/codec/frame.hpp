// A whole frame as views into the bytes it was read from, cut from a stream in place, and written
// back. Pure: no copy on the way in, no judgement about what the frame says.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/codec/header.hpp"

#include <cstddef>
#include <cstdint>

namespace mcbin::codec {

/// Views into the buffer that the frame was cut from; valid as long as that buffer.
struct Frame {
  Header header;
  ByteView framing_extras;
  ByteView extras;
  ByteView key;
  ByteView value;

  /// Bytes from the header's first to the value's last.
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(header.frame_length()); }
};

enum class FrameStep : std::uint8_t {
  Whole,       // `frame` is set
  NeedMore,    // the bytes so far are the start of a frame
  BadMagic,    // the first byte opens no frame
  BadLengths,  // extras and key do not fit into the body; `frame.header` is set
};

/// Cuts the frame at the front of `bytes`.
///
///     while (next_frame(rest, frame) == FrameStep::Whole) { use(frame); rest =
///     rest.subspan(frame.size()); }
///
/// Bytes behind the frame are left alone. Limits are the caller's: look at the header first when a
/// body may be larger than what should be collected.
[[nodiscard]] FrameStep next_frame(ByteView bytes, Frame& frame);

/// Splits a body that is whole by the lengths of its header, which agree.
[[nodiscard]] Frame split_body(const Header& header, ByteView body);

/// The header of `frame` with the lengths that its parts have; everything else as it stands.
[[nodiscard]] Header header_for_parts(const Frame& frame);

/// Appends the frame to `out`, lengths computed from its parts. Parts longer than their length
/// field are a mistake of the caller's.
void append_frame(const Frame& frame, ByteVector& out);

}  // namespace mcbin::codec
