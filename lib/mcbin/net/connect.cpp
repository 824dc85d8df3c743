// The client's stream: non-blocking reads and writes, and one wait that ends at the deadline.
#include "mcbin/net/connect.hpp"

#include "mcbin/net/resolve.hpp"
#include "mcbin/net/socket_errors.hpp"

#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace mcbin::net {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Socket = asio::generic::stream_protocol::socket;

bool is_would_block(const asio::error_code& error) {
  return error == asio::error::would_block || error == asio::error::try_again;
}

class SocketStream final : public ByteStream {
 public:
  /// @return the error of the attempt; asio::error::timed_out once `deadline` has passed.
  asio::error_code connect(const SocketAddress& address, Deadline deadline) {
    asio::error_code error;
    socket_.close(error);
    socket_.open(address.protocol(), error);
    if (error) return error;
    std::optional<asio::error_code> outcome;
    socket_.async_connect(address, [&outcome](const asio::error_code& done) { outcome = done; });
    error = run_until(outcome, deadline);
    if (error) return error;
    socket_.non_blocking(true, error);
    asio::error_code ignored;  // a unix socket has no such option
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    return error;
  }

  Result<void> write_all(ByteView bytes, Deadline deadline) override {
    while (!bytes.empty()) {
      asio::error_code error;
      const std::size_t sent = socket_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
      bytes = bytes.subspan(sent);
      if (is_would_block(error)) error = wait(Socket::wait_write, deadline);
      if (error) return failure(Errc::WriteFailed, error);
    }
    return {};
  }

  Result<std::size_t> read_some(MutableByteView space, Deadline deadline) override {
    for (;;) {
      asio::error_code error;
      const std::size_t received =
          socket_.read_some(asio::buffer(space.data(), space.size()), error);
      if (!error) return received;
      if (error == asio::error::eof) return std::size_t{0};
      if (is_would_block(error)) error = wait(Socket::wait_read, deadline);
      if (error) return failure(Errc::ReadFailed, error);
    }
  }

 private:
  static tl::unexpected<Error> failure(Errc otherwise, const asio::error_code& error) {
    if (error == asio::error::timed_out) {
      return fail(Errc::TimedOut, 0,
                  otherwise == Errc::ReadFailed ? "no answer" : "the peer does not read");
    }
    const bool closed = error == asio::error::broken_pipe || error == asio::error::connection_reset;
    if (closed && otherwise == Errc::WriteFailed) {
      return fail(Errc::ConnectionClosed, 0, error_text(error));
    }
    return fail(otherwise, 0, error_text(error));
  }

  asio::error_code wait(Socket::wait_type what, Deadline deadline) {
    std::optional<asio::error_code> outcome;
    socket_.async_wait(what, [&outcome](const asio::error_code& done) { outcome = done; });
    return run_until(outcome, deadline);
  }

  // Runs the one operation that is under way. It always ends here, because its handler points
  // into the caller's frame.
  asio::error_code run_until(std::optional<asio::error_code>& outcome, Deadline deadline) {
    context_.restart();
    context_.run_until(deadline);
    if (outcome) return *outcome;
    asio::error_code ignored;
    socket_.cancel(ignored);
    context_.restart();
    context_.run();
    return outcome && *outcome != asio::error::operation_aborted
               ? *outcome
               : asio::error_code(asio::error::timed_out);
  }

  asio::io_context context_{1};
  Socket socket_{context_};
};

}  // namespace

Result<std::unique_ptr<ByteStream>> connect(const Endpoint& endpoint, Deadline deadline) {
  auto addresses = resolve(endpoint, deadline);
  if (!addresses) return tl::unexpected(addresses.error());

  auto stream = std::make_unique<SocketStream>();
  asio::error_code error;
  std::size_t left = addresses->size();
  for (const SocketAddress& address : *addresses) {
    // A silent address gets its share only, so that the ones behind it are tried as well.
    const auto share = (deadline - SteadyClock::now()) / static_cast<std::int64_t>(left);
    --left;
    error = stream->connect(address, SteadyClock::now() + share);
    if (!error) return std::unique_ptr<ByteStream>(std::move(stream));
  }
  if (error == asio::error::timed_out) {
    return fail(Errc::TimedOut, 0, "no answer to the connection attempt");
  }
  return fail(Errc::ConnectFailed, 0, error_text(error));
}

}  // namespace mcbin::net
