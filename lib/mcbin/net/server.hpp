// The server side of net: listeners, worker threads, connections, signals, and an orderly end.
// Knows no protocol: each connection is a ByteSession that somebody else makes.
#pragma once

#include "mcbin/base/byte_session.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/net/server_counters.hpp"
#include "mcbin/net/server_options.hpp"
#include "mcbin/net/shown_connection.hpp"
#include "mcbin/net/tls_server_context.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace mcbin::net {

/// Who connected, and which thread will serve it.
struct Peer {
  std::uint64_t connection = 0;  // counts up from 1
  std::uint32_t worker = 0;      // 0 to threads - 1
  Transport transport = Transport::Tcp;
  std::string_view address;  // "127.0.0.1:54321", "[::1]:54321" or "unix"; valid for the call
  std::string_view certificate_name = {};  // of the peer's checked certificate; valid for the call
};

/// Makes the protocol side of one connection; called on the worker that will own it. The session
/// is used and destroyed on that thread. nullptr closes the connection. Whoever resumes suspended
/// sessions (ByteSession::when_resumed) must have stopped doing so when the server is destroyed.
using SessionFactory = std::function<std::unique_ptr<ByteSession>(const Peer& peer)>;

/// Something an operator may want to see in a log.
struct Event {
  enum class Kind : std::uint8_t {
    Opened,        // a connection
    Closed,        // a connection, with the reason
    Rejected,      // a connection, over connections_max
    AcceptPaused,  // with the reason; not told more often than kAcceptPauseTellInterval
    Stopping,      // stop() was asked for, in whichever way
    CutOff,        // the shutdown time-out passed, or AtOnce: connections are closed unfinished
  };
  Kind kind;
  Peer peer;                // of the three kinds that are about a connection
  std::string_view detail;  // valid for the call
};

/// Called from any thread of the server, in the middle of its work: must be quick and thread-safe.
using EventSink = std::function<void(const Event& event)>;

enum class StopMode : std::uint8_t {
  Graceful,  // accept nothing more, answer what has been read, flush, close
  AtOnce,    // close everything as it is
};

/// A server in three steps: open() binds, start() begins to serve, run() waits for the end.
///
/// One io_context and thread a worker; a connection stays on its worker. The thread in run()
/// accepts for all workers and hands connections out in turn. One acceptor instead of
/// SO_REUSEPORT on each worker: a few long-lived connections are spread evenly, a second server on
/// the port is refused, and the connection limit is exact.
class Server {
 public:
  /// Binds and listens on every address; connections wait in the backlog until start(). While it
  /// binds a unix socket it sets the umask of the process.
  /// @return Errc::BadConfiguration, or Errc::ConnectFailed with "ADDRESS: reason" as detail when
  ///         an address cannot be listened on.
  [[nodiscard]] static Result<std::unique_ptr<Server>> open(const ServerOptions& options);

  /// Stops at once if it was started and not run to its end.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Where the server listens, with the real ports, in the order of the options.
  [[nodiscard]] const std::vector<Endpoint>& endpoints() const;

  /// How each of endpoints() is served.
  [[nodiscard]] const std::vector<Encryption>& encryptions() const;

  /// New connections to addresses with Encryption::Tls use `context`. Before start(), and later on
  /// the thread in run(); connections that are open keep theirs.
  void use_tls(std::shared_ptr<const TlsServerContext> context);

  /// Calls `work` on the thread in run() about every `interval`. Before run() only.
  void every(Milliseconds interval, std::function<void()> work);

  /// From now on TERM and INT stop the server (the second one at once) and HUP calls `on_hangup`
  /// on the thread in run(). Before run() only.
  [[nodiscard]] Result<void> watch_signals(std::function<void()> on_hangup);

  /// Starts the worker threads. `factory` and `sink` (may be empty) live as long as the server.
  /// @return Errc::SystemFailed when a thread cannot be started.
  [[nodiscard]] Result<void> start(SessionFactory factory, EventSink sink = {});

  /// Accepts connections until stop(), and returns once every connection is closed and every
  /// worker has ended. After start(), once.
  void run();

  /// Begins the end; run() returns within shutdown_timeout. From any thread, also more than once.
  void stop(StopMode mode);

  /// From any thread.
  [[nodiscard]] ServerCounters counters() const;

  /// The open connections, worker by worker in the order of their numbers, at most `max` of them.
  /// From any thread.
  [[nodiscard]] std::vector<ShownConnection> connections(std::size_t max) const;

  /// How long ago the slowest worker last looked for time-outs: up to twice the sweep interval
  /// while all is well. 0 once the server stops. From any thread.
  [[nodiscard]] Milliseconds slowest_worker() const;

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mcbin::net
