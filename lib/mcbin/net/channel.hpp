// The bytes of one accepted connection, moved without ever waiting; what they are wrapped in on the
// wire is the channel's business. Shared by the .cpp files of net only.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/net/descriptor.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace mcbin::net {

/// What came of one attempt to move bytes.
struct Transfer {
  enum class State : std::uint8_t {
    Moved,    // `size` bytes, at least one
    Blocked,  // none now: to be tried again when the socket is ready
    Ended,    // the peer has sent its last byte
    Lost,     // there is no connection any more
  };
  State state = State::Moved;
  std::size_t size = 0;
};

/// Belongs to the thread of its connection. Destroying it closes the socket.
class Channel {
 public:
  virtual ~Channel() = default;

  /// Gets ready for reading and writing: Moved once it is, Blocked when the socket has to be ready
  /// first. Never needed by a channel that changes nothing.
  [[nodiscard]] virtual Transfer::State prepare() { return Transfer::State::Moved; }

  /// Whether a blocked prepare() waits for room to send.
  [[nodiscard]] virtual bool waits_for_output() const { return false; }

  /// Whether read() has bytes although the socket may have none.
  [[nodiscard]] virtual bool holds_input() const { return false; }

  /// The name in the certificate that the peer has shown and that was found good; else empty.
  [[nodiscard]] virtual std::string certificate_name() const { return {}; }

  /// Reads what is there, at most space.size() bytes; `space` is not empty.
  [[nodiscard]] virtual Transfer read(MutableByteView space) = 0;

  /// Writes as much of `pieces`, in order, as the system takes; at most kOutputPiecesMax pieces, at
  /// least one byte. Never says Ended.
  [[nodiscard]] virtual Transfer write(std::span<const ByteView> pieces) = 0;

  /// Tells the peer that no byte will follow.
  virtual void finish_sending() = 0;

  /// The socket, for the poller.
  [[nodiscard]] virtual int descriptor() const = 0;
};

/// Bytes as they are over `socket`, which does not block.
[[nodiscard]] std::unique_ptr<Channel> make_plain_channel(Descriptor socket);

}  // namespace mcbin::net
