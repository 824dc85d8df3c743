// One stream seen as requests out and answers in. Judges that an answer is a frame and is not too
// large; which request it belongs to is client.hpp's business.
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/frame_buffer.hpp"
#include "mcbin/codec/request.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace mcbin::client {

/// Sends and receives whole frames. A deadline is the peer's: the time that the caller spends on
/// answers, between the bytes that came and the next ones asked for, does not count. After any
/// failure the stream's position is unknown, so every
/// later call fails, too: throw the connection away. Not thread-safe.
class Connection {
 public:
  /// Bytes asked for in one read while nothing is kept.
  static constexpr std::size_t kReadBytes = 64 * 1024;

  /// @param stream  connected; must outlive the connection.
  /// @param answer_body_bytes_max  the largest answer body that is collected. Memory follows the
  ///        bytes received, not the bytes claimed.
  explicit Connection(ByteStream& stream,
                      std::uint32_t answer_body_bytes_max = codec::kBodyLengthMax)
      : stream_(&stream), answer_body_bytes_max_(answer_body_bytes_max), scratch_(kReadBytes) {}

  /// Sends `bytes`, one or more whole requests or a part of one.
  [[nodiscard]] Result<void> send(ByteView bytes, Deadline deadline);

  /// Waits for the next answer. Its views are valid until the next call of receive.
  /// @return the stream's errors; Errc::ConnectionClosed when the stream ends first,
  ///         Errc::LoginRefused when it ends after an answer that asks for a login;
  ///         Errc::ProtocolViolated with a sentence when the bytes are no answer, Errc::TooLarge.
  [[nodiscard]] Result<codec::Frame> receive(Deadline deadline);

  /// How much of the time since the last send was the caller's: to move a deadline that goes on for
  /// another send.
  [[nodiscard]] Deadline::duration own_time();

  /// Marks the connection as unusable, for answers that do not belong to their request.
  void give_up() { usable_ = false; }
  [[nodiscard]] bool usable() const { return usable_; }

 private:
  [[nodiscard]] Result<codec::Frame> wait_for_frame(Deadline deadline);
  [[nodiscard]] Result<void> read_more(Deadline deadline);
  [[nodiscard]] Result<void> check_answer_so_far() const;

  ByteStream* stream_;
  std::uint32_t answer_body_bytes_max_;
  ByteVector scratch_;
  codec::FrameBuffer buffer_;
  std::optional<Deadline> came_at_;  // the last bytes since the last send
  Deadline::duration own_time_{0};   // up to came_at_
  std::size_t handed_out_ = 0;       // size of the frame whose views the caller may still hold
  bool asked_for_login_ = false;     // by the last answer
  bool usable_ = true;
};

}  // namespace mcbin::client
