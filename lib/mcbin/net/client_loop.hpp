// Many client connections on one thread: what load generators and replays need. Connections never
// wait for one another; what goes over them is decided by a ClientTalk each.
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/net/endpoint.hpp"
#include "mcbin/net/tls_context.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace mcbin::net {

/// A server, and how a connection to it begins.
struct Target {
  /// Speaks before the talk does, for example to log in; waits no longer than the deadline.
  /// @return why the connection cannot be used.
  using Greet = std::function<Result<void>(ByteStream& stream, Deadline deadline)>;

  Target(Endpoint where) : endpoint(std::move(where)) {}  // a server is most often that alone

  Endpoint endpoint;
  std::shared_ptr<const TlsContext> tls;  // null: in the clear
  Greet greet;                            // empty: the talk speaks first
};

/// One connection's client side. Does no I/O; all calls come from the loop's thread.
class ClientTalk {
 public:
  virtual ~ClientTalk() = default;

  /// Where the next read should go; not empty. Valid until received().
  [[nodiscard]] virtual MutableByteView input_space() = 0;
  /// The first `size` bytes of the space have come. May add to the output.
  virtual void received(std::size_t size) = 0;

  /// What is to be sent and has not been; valid until the next call that is not const.
  [[nodiscard]] virtual ByteView output() const = 0;
  /// The first `size` bytes of the output are on their way.
  virtual void sent(std::size_t size) = 0;

  /// The connection is over: Errc::ConnectionClosed in an orderly way, else Errc::ReadFailed or
  /// Errc::WriteFailed. At most once; nothing follows.
  virtual void lost(const Error& error) = 0;
};

/// Belongs to one thread. Destroying it closes all connections.
class ClientLoop {
 public:
  /// @return Errc::SystemFailed.
  [[nodiscard]] static Result<std::unique_ptr<ClientLoop>> create();
  virtual ~ClientLoop() = default;

  /// Connects, waiting no longer than `deadline`; `talk` outlives the loop.
  /// @return the connection's number: 0, 1, 2, ...; or Errc::ConnectFailed, Errc::TimedOut, and
  ///         what the greeting returns.
  [[nodiscard]] virtual Result<std::size_t> connect(const Target& target, ClientTalk& talk,
                                                    Deadline deadline) = 0;

  /// Sends output that was added outside of received(), as far as the system takes it; the rest
  /// follows in later turns.
  virtual void flush(std::size_t connection) = 0;

  /// Tells the peer that nothing follows; what it still sends is received.
  virtual void finish_sending(std::size_t connection) = 0;

  virtual void close(std::size_t connection) = 0;

  /// Waits until a connection has something to do, at most `timeout` (of nanoseconds where the
  /// system can), and moves bytes: one read for each connection that has some.
  virtual void turn(std::chrono::nanoseconds timeout) = 0;

  /// Connections that are neither lost nor closed.
  [[nodiscard]] virtual std::size_t open() const = 0;

 protected:
  ClientLoop() = default;
};

}  // namespace mcbin::net
