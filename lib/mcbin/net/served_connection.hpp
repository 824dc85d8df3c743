// One accepted connection: the loop that moves bytes between its socket and its session. Shared by
// the .cpp files of net only.
#pragma once

#include "mcbin/base/byte_session.hpp"
#include "mcbin/net/server.hpp"
#include "mcbin/net/shown.hpp"

#include <asio/awaitable.hpp>
#include <asio/basic_stream_socket.hpp>
#include <asio/generic/stream_protocol.hpp>
#include <asio/io_context.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace mcbin::net {

class Worker;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::generic::stream_protocol, Executor>;
using Awaitable = asio::awaitable<void, Executor>;
using CoarseTime = std::chrono::steady_clock::time_point;

/// Lives and is used on its worker's thread. The worker owns it and destroys it when run() ends.
class Connection {
 public:
  Connection(Worker& worker, Socket socket, Transport transport, std::uint64_t number,
             std::string address);

  /// Serves the connection until either side ends it.
  Awaitable run();

  /// The server stops: answer what has been received, then close.
  void finish();

  /// Closes the connection as it is. `reason` is a literal.
  void cut_off(std::string_view reason);

  /// Whether, at `now`, the connection has waited too long for its peer; if so it is cut off.
  void close_if_overdue(CoarseTime now);

  [[nodiscard]] Peer peer() const;

  /// What it is doing. From any thread, as long as the worker keeps the connection.
  [[nodiscard]] ShownConnection shown(CoarseTime now) const;

  /// Why it ended, for the log.
  [[nodiscard]] std::string_view close_reason() const { return close_reason_; }

 private:
  /// What run() is suspended in.
  enum class Waiting : std::uint8_t { Nothing, Input, Output, Drain };
  enum class Sent : std::uint8_t { All, Blocked, Lost };

  void take_input(MutableByteView space, std::size_t size);
  void take_last_input();
  [[nodiscard]] bool input_failed(const asio::error_code& error);
  [[nodiscard]] std::size_t read_now(MutableByteView space);
  [[nodiscard]] Sent send();
  [[nodiscard]] std::size_t write_now(std::span<const ByteView> pieces, asio::error_code& error);
  void note_progress();
  Awaitable drain();

  Worker& worker_;
  Socket socket_;
  std::unique_ptr<ByteSession> session_;
  std::string address_;
  std::string_view close_reason_;
  std::uint64_t number_;
  const CoarseTime opened_at_;
  // Of the wait for a request, a part of one, a reader or an end. Written by the worker, read by
  // whoever shows connections, as are waiting_ and inside_request_.
  Shown<CoarseTime> waiting_since_;
  std::size_t request_growth_ = 0;  // bytes of an incomplete request since waiting_since_
  Transport transport_;
  Shown<Waiting> waiting_{Waiting::Nothing};
  Shown<bool> inside_request_{false};  // at the last look, when all output had gone out
  bool finishing_ = false;
  bool peer_ended_ = false;
  bool cut_off_ = false;
  std::array<Byte, kWakeBytes> wake_buffer_;
};

}  // namespace mcbin::net
