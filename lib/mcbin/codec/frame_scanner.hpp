// Walks a stream of bytes that may hold frames, junk between them, frames that are cut off and
// holes where nothing was recorded; says what lies where. Never gives up and never loses a byte:
// what it reports lies end to end, from the first byte to the last.
// Memory is bounded by kViewBytesMax and the bytes of values and junk asked for, whatever the
// headers claim.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/codec/header.hpp"
#include "mcbin/codec/header_doubts.hpp"

#include <cstddef>
#include <cstdint>

namespace mcbin::codec {

/// One frame, or as much of one as there is. The views live until the sink returns.
struct ScannedFrame {
  std::uint64_t offset = 0;   // of the header's first byte in the stream
  std::uint64_t length = 0;   // bytes that it takes up in the stream, holes included
  std::uint64_t missing = 0;  // bytes of it that never came: cut off at the end, or in a hole
  std::size_t header_bytes = kHeaderSize;  // fewer when the header itself is cut; the rest is zero
  Header header;
  Doubts doubts;
  ByteView
      framing_extras;  // each part as far as it is there; all empty when the lengths contradict
  ByteView extras;
  ByteView key;
  ByteView value;  // at most the bytes asked for; header.value_length() tells the whole
  ByteView body;   // the parts in one stretch, also when the lengths contradict

  [[nodiscard]] bool whole() const { return missing == 0; }
};

/// Points the parts of `frame` at `body`, what there is of its body, by the lengths of its header.
void split_body(ScannedFrame& frame, ByteView body);

/// Why bytes are not part of a frame.
enum class JunkReason : std::uint8_t {
  UnknownMagic,  // the first byte opens no frame
  NotAHeader,    // it could, but too much speaks against what follows
  BeforeHole,    // bytes are missing behind it, before the header tells its lengths
  AfterHole,     // bytes are missing before it, so that nobody knows where the next frame starts
};

/// A stretch of bytes between frames.
struct ScannedJunk {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  JunkReason reason = JunkReason::UnknownMagic;
  ByteView sample;  // its first bytes, as many as asked for; lives until the sink returns
};

/// Takes what the scanner finds, in stream order. Must not call the scanner.
class ScanSink {
 public:
  virtual ~ScanSink() = default;
  virtual void on_frame(const ScannedFrame& frame) = 0;
  virtual void on_junk(const ScannedJunk& junk) = 0;
};

/// When a frame waits for what follows it.
enum class Confirm : std::uint8_t {
  WhenDoubtful,  // only when something speaks against it: for streams that are live
  Always,        // as long as it fits into the view: for files of unknown making
};

struct ScanOptions {
  std::uint32_t value_bytes_max = 64;  // of a value, handed to the sink
  std::uint32_t junk_bytes_max = 32;   // of a stretch of junk, likewise
  Sender sender = Sender::Anybody;
  NameStyle style = NameStyle::Classic;
  Confirm confirm = Confirm::Always;
};

/// One stream. Not for two threads at once.
///
///     FrameScanner scanner(options);
///     while (... a piece ...) scanner.feed(piece, sink);
///     scanner.finish(sink);
///
/// What is reported does not depend on how the stream is cut into pieces.
class FrameScanner {
 public:
  /// How far ahead a decision may look; also the largest frame that waits to be confirmed.
  static constexpr std::size_t kViewBytesMax = 64U << 10U;

  explicit FrameScanner(const ScanOptions& options) : options_(options) {}

  /// The next bytes of the stream; they may go when the call returns.
  void feed(ByteView piece, ScanSink& sink);

  /// The next `size` bytes of the stream were not recorded. A frame that they lie in stays in step
  /// by its length; otherwise the next frame is searched for.
  void skip(std::uint64_t size, ScanSink& sink);

  /// The stream ends here. Afterwards the scanner stands at offset() for a new one.
  void finish(ScanSink& sink);

  /// The offset of the next byte to be fed.
  [[nodiscard]] std::uint64_t offset() const { return offset_ + held_.size(); }

  /// Whether it is known where the next frame starts: false while one is searched for.
  [[nodiscard]] bool in_step() const { return state_ != State::Searching; }

  /// Offset of the first byte of which it is open what it belongs to, or of the frame that has
  /// not come to its end.
  [[nodiscard]] std::uint64_t undecided_from() const { return in_body() ? open_.offset : offset_; }

  /// Whether a frame has been recognised and not come to its end.
  [[nodiscard]] bool in_body() const { return state_ == State::InBody; }

  /// Bytes of memory held between calls.
  [[nodiscard]] std::size_t memory_bytes() const {
    return held_.capacity() + kept_.capacity() + junk_sample_.capacity();
  }

 private:
  enum class State : std::uint8_t { InStep, Searching, InBody };
  enum class End : std::uint8_t { More, Hole, Stream };
  enum class Verdict : std::uint8_t { Accept, Reject, NeedMore };

  std::size_t scan(ByteView view, End end, ScanSink& sink);
  std::size_t step(ByteView view, End end, ScanSink& sink);
  std::size_t start_frame(ByteView view, End end, ScanSink& sink);
  std::size_t search(ByteView view, End end, ScanSink& sink);
  std::size_t continue_body(ByteView view, End end, ScanSink& sink);
  std::size_t cut_header(ByteView view, End end, ScanSink& sink);
  [[nodiscard]] std::size_t need(std::size_t bytes);

  [[nodiscard]] Verdict judge(ByteView rest, End end, const Header& header, Doubts doubts);
  [[nodiscard]] bool better_start_inside(ByteView view, End end, std::uint64_t frame_length);
  [[nodiscard]] Doubts doubts_at(const Byte* bytes) const;

  [[nodiscard]] ScannedFrame begun_frame(const Header& header, Doubts doubts,
                                         std::size_t header_bytes) const;
  void open_body(const Header& header, Doubts doubts, std::size_t header_bytes);
  void close_body(ScanSink& sink);
  void add_junk(ByteView bytes, JunkReason reason);
  void flush_junk(ScanSink& sink);

  ScanOptions options_;
  State state_ = State::InStep;
  std::uint64_t offset_ = 0;  // of the first byte in hand
  ByteVector held_;           // bytes in hand that wait for more
  std::size_t needed_ = 1;    // bytes in hand that the next decision asks for

  ScannedFrame open_;            // InBody: the frame, without views
  std::uint64_t body_left_ = 0;  // InBody: bytes of it that have not come yet
  ByteVector kept_;              // InBody: the front of its body
  std::size_t keep_ = 0;         // InBody: how much of it to keep; 0 after a hole

  JunkReason search_reason_ = JunkReason::UnknownMagic;
  std::uint64_t better_start_ = 0;  // offset of a sure header found ahead
  ScannedJunk junk_;                // Searching: the junk so far
  ByteVector junk_sample_;          // Searching: its first bytes
};

/// The stable code of `reason`: "unknown_magic", "not_a_header", "before_hole", "after_hole".
[[nodiscard]] std::string_view junk_reason_name(JunkReason reason);

}  // namespace mcbin::codec
