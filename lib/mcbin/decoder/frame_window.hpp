// Keeps frames in their order while requests wait for their answers, so that each comes out with
// its pair. Everything waits behind the oldest request that is not settled yet; how much waits is
// bounded by WindowLimits, beyond which that request goes out as Undecided.
#pragma once

#include "mcbin/codec/pairing.hpp"
#include "mcbin/decoder/byte_blocks.hpp"
#include "mcbin/decoder/frame_sink.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <variant>
#include <vector>

namespace mcbin::decoder {

/// How far ahead of a request its answer may come.
struct WindowLimits {
  std::size_t entries_max = 8192;            // a power of two: frames and whatever is between
  std::size_t bytes_max = 4U << 20U;         // of keys, values and other parts
  std::int64_t age_ns_max = 10'000'000'000;  // by the capture's clock
};

/// Not for two threads at once.
class FrameWindow {
 public:
  FrameWindow(const WindowLimits& limits, FrameSink& sink) : limits_(limits), sink_(sink) {}

  /// The place where the next frame is to be written, with whatever was there before; end_frame()
  /// takes it from there. In between, only resolve() may be called.
  [[nodiscard]] codec::PlacedFrame& begin_frame();
  /// Takes the frame. A request with Outcome::None in its pair is settled already; one with
  /// Undecided waits for resolve().
  void end_frame();
  /// Both at once.
  void frame(const codec::PlacedFrame& frame) {
    begin_frame() = frame;
    end_frame();
  }
  /// A request's fate. Requests that went out before are left alone.
  void resolve(const codec::Resolution& resolution);

  void junk(const codec::PlacedJunk& junk);
  void gap(const capture::Gap& gap);
  void open(const capture::ConnectionInfo& connection, codec::StreamKind kind);
  void close(const capture::ConnectionInfo& connection, codec::StreamKind kind,
             const capture::Close& close);

  /// Lets go of what is older than the limit at `now_ns`.
  void expire(std::int64_t now_ns);
  /// Lets go of everything.
  void flush();

  [[nodiscard]] std::size_t waiting() const { return static_cast<std::size_t>(end_ - front_); }

 private:
  struct ConnectionEvent {
    bool opens = false;
    codec::StreamKind kind = codec::StreamKind::Unknown;
    capture::ConnectionInfo info;
    capture::Close close;
  };
  struct Junk {
    codec::PlacedJunk junk;
    ByteVector sample;
  };
  using Between = std::variant<Junk, capture::Gap, ConnectionEvent>;

  /// A frame, or (when `frame.place.number` is 0) the next element of between_.
  struct Entry {
    bool settled = true;
    std::size_t bytes = 0;  // held in blocks_
    codec::PlacedFrame frame;
  };

  [[nodiscard]] Entry& at(std::uint64_t sequence) { return ring_[sequence & (ring_.size() - 1)]; }
  Entry& add();
  void grow();
  void copy_parts(Entry& entry);
  void between(Between event);
  void hand_out(const Between& event);
  void release_settled();
  void release_front();

  WindowLimits limits_;
  FrameSink& sink_;
  ByteBlocks blocks_;
  std::vector<Entry> ring_;               // size a power of two; entry s at s % size
  std::vector<std::uint64_t> sequences_;  // as large; the entry of frame n at n % size
  std::deque<Between> between_;           // what is no frame, in order
  std::uint64_t front_ = 0;               // sequence of the oldest entry
  std::uint64_t end_ = 0;                 // sequence of the next
  std::uint64_t first_number_ = 1;        // frames before it are gone
};

}  // namespace mcbin::decoder
