// The far end of one connection, as a test sees it: a place to write bytes to and to read answers
// from. In process it is an engine session, over TCP a socket; nobody else knows which.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstdint>
#include <memory>

namespace mcbin::conformance {

enum class Received : std::uint8_t {
  Bytes,    // at least one byte came
  Closed,   // the server has closed, orderly or not
  Silence,  // nothing came for as long as an answer may take
};

/// One connection to the server under test. Used by one thread.
class Peer {
 public:
  virtual ~Peer() = default;

  /// Writes `piece` as one piece. A server that has closed takes nothing; receive() will tell.
  virtual void send(ByteView piece) = 0;

  /// Lets the server work through what was sent before the next piece comes.
  virtual void between_pieces() = 0;

  /// Half-closes: no more will be sent.
  virtual void end_of_input() = 0;

  /// Appends what has come to `into`, waiting for it if need be.
  [[nodiscard]] virtual Received receive(ByteVector& into) = 0;

  /// Whether nothing comes for a short while, not even a close.
  [[nodiscard]] virtual bool keeps_silent() = 0;

  /// Lets time pass for the server.
  virtual void pass_ms(std::int64_t milliseconds) = 0;
};

/// Reads whole frames from a peer.
class FrameReader {
 public:
  explicit FrameReader(Peer& peer) : peer_(peer) {}

  /// Reads one frame by its header's lengths, whatever its magic is.
  /// @return Received::Bytes with `frame` set; else what is left of a cut frame is in pending().
  [[nodiscard]] Received next(ByteVector& frame);

  /// Reads exactly `size` bytes.
  [[nodiscard]] Received next_bytes(std::size_t size, ByteVector& bytes);

  /// Waits for the close. @return Closed, or Bytes when there was something to read before it.
  [[nodiscard]] Received until_closed();

  /// What was received and not yet taken.
  [[nodiscard]] ByteView pending() const { return buffer_; }

 private:
  Peer& peer_;
  ByteVector buffer_;
};

}  // namespace mcbin::conformance
