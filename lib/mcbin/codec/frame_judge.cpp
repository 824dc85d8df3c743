// The scanner's judgement: whether the header at the front of what is in view opens a frame. It
// rests on what speaks against the header itself, and on what follows its frame. Looks at no more
// than kViewBytesMax, so that it does not matter how the stream was cut into pieces.
#include "mcbin/codec/frame_scanner.hpp"

#include <algorithm>

namespace mcbin::codec {

namespace {

/// With this many doubts a header needs a witness: a good header behind its frame.
constexpr int kDoubtsTooMany = 2;

/// What follows a frame.
enum class Follow : std::uint8_t {
  Fits,       // a header without doubts, or exactly the end of the stream
  Possible,   // something with a known magic
  Bad,        // nothing that opens a frame
  OutOfView,  // too far away to see, or cut off
};

}  // namespace

FrameScanner::Verdict FrameScanner::judge(ByteView rest, End end, const Header& header,
                                          Doubts doubts) {
  const std::uint64_t length = header.frame_length();
  const std::uint64_t with_next_header = length + kHeaderSize;
  const bool next_fits_view = with_next_header <= kViewBytesMax;
  if (end == End::More && next_fits_view && rest.size() < with_next_header) {
    needed_ = static_cast<std::size_t>(with_next_header);
    return Verdict::NeedMore;
  }
  const bool all_in_view = end != End::More && rest.size() <= kViewBytesMax;
  const ByteView view = rest.first(std::min(rest.size(), kViewBytesMax));

  Follow follow = Follow::OutOfView;
  if (length == view.size() && all_in_view) {
    follow = end == End::Stream ? Follow::Fits : Follow::OutOfView;
  } else if (length < view.size() && (next_fits_view || all_in_view)) {
    const ByteView next = view.subspan(static_cast<std::size_t>(length));
    follow = known_magic(next[0]) ? Follow::Possible : Follow::Bad;
    if (follow == Follow::Possible && next.size() >= kHeaderSize && doubts_at(next.data()).none()) {
      follow = Follow::Fits;
    }
  }

  if (follow == Follow::Fits) return Verdict::Accept;
  if (doubts.count() >= kDoubtsTooMany) return Verdict::Reject;
  if (!doubts.none() && follow == Follow::Bad) return Verdict::Reject;
  // Nothing confirms this frame; a surer one that starts inside it would refute it.
  const bool known_better = better_start_ > offset_ && better_start_ - offset_ < length;
  if (known_better) return Verdict::Reject;
  if (end == End::More && rest.size() < kViewBytesMax) {
    needed_ = kViewBytesMax;
    return Verdict::NeedMore;
  }
  const End view_end = all_in_view ? end : End::More;
  return better_start_inside(view, view_end, length) ? Verdict::Reject : Verdict::Accept;
}

/// Whether a frame starts behind the front of `view` and before `frame_length` that has no doubts
/// and is followed by another such header, or ends where the stream ends. Remembers where.
bool FrameScanner::better_start_inside(ByteView view, End end, std::uint64_t frame_length) {
  const auto limit = static_cast<std::size_t>(std::min<std::uint64_t>(view.size(), frame_length));
  for (std::size_t at = 1; at < limit && view.size() - at >= kHeaderSize; ++at) {
    if (!known_magic(view[at])) continue;
    const Header header = load_header(&view[at]);
    if (!header_doubts(header, options_.sender, options_.style).none()) continue;
    const std::uint64_t next = at + header.frame_length();
    const bool ends_stream = end == End::Stream && next == view.size();
    const bool sure = ends_stream || (next + kHeaderSize <= view.size() &&
                                      doubts_at(&view[static_cast<std::size_t>(next)]).none() &&
                                      known_magic(view[static_cast<std::size_t>(next)]));
    if (!sure) continue;
    better_start_ = offset_ + at;
    return true;
  }
  return false;
}

}  // namespace mcbin::codec
