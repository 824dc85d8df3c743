// The read, consume, write loop of byte_session.hpp over one socket, and how a connection ends.
#include "mcbin/net/served_connection.hpp"

#include "mcbin/net/worker.hpp"

#include <asio/buffer.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <span>
#include <utility>

namespace mcbin::net {
namespace {

constexpr asio::use_awaitable_t<Executor> kUseAwaitable{};

bool is_would_block(const asio::error_code& error) {
  return error == asio::error::would_block || error == asio::error::try_again;
}

asio::mutable_buffer writable(MutableByteView space) {
  return {space.data(), space.size()};
}

}  // namespace

Connection::Connection(Worker& worker, Socket socket, Transport transport, std::uint64_t number,
                       std::string address)
    : worker_(worker),
      socket_(std::move(socket)),
      address_(std::move(address)),
      number_(number),
      opened_at_(worker.now()),
      waiting_since_(worker.now()),
      transport_(transport) {
  session_ = worker.shared().factory(peer());
}

Peer Connection::peer() const {
  return {number_, worker_.index(), transport_, address_};
}

ShownConnection Connection::shown(CoarseTime now) const {
  using Doing = ShownConnection::Doing;
  Doing doing = Doing::Working;
  switch (waiting_) {
    case Waiting::Nothing:
      break;
    case Waiting::Input:
      doing = inside_request_ ? Doing::ReadingRequest : Doing::Idle;
      break;
    case Waiting::Output:
      doing = Doing::Sending;
      break;
    case Waiting::Drain:
      doing = Doing::Closing;
      break;
  }
  const auto since = [now](CoarseTime begin) {
    return std::max(Milliseconds(0), std::chrono::duration_cast<Milliseconds>(now - begin));
  };
  return {.number = number_,
          .worker = worker_.index(),
          .transport = transport_,
          .address = address_,
          .doing = doing,
          .age = since(opened_at_),
          .waited = since(waiting_since_)};
}

Awaitable Connection::run() {
  if (session_ == nullptr) {
    close_reason_ = "refused";
    co_return;
  }
  asio::error_code error;
  // Named here, not in the co_await expressions: g++ 12.2 destroys temporaries there twice.
  auto token = asio::redirect_error(kUseAwaitable, error);
  const Executor executor = socket_.get_executor();
  finishing_ = worker_.stopping();
  bool went_on = false;  // what the session did without new input is sent before more is read
  for (;;) {
    if (session_->wants_input() && !went_on) {
      if (finishing_) {
        take_last_input();
      } else {
        // The read must not wait with the shared scratch buffer in its hands: it may be done for us
        // before we run again, and other connections run in between.
        const MutableByteView space = session_->input_space(wake_buffer_);
        const auto buffer = writable(space);
        waiting_ = Waiting::Input;
        const std::size_t size = co_await socket_.async_read_some(buffer, token);
        waiting_ = Waiting::Nothing;
        if (!error) {
          take_input(space, size);
        } else if (input_failed(error)) {
          co_return;
        }
      }
    }
    for (Sent sent = send(); sent != Sent::All; sent = send()) {
      if (sent == Sent::Lost) co_return;
      waiting_ = Waiting::Output;
      co_await socket_.async_wait(Socket::wait_write, token);
      waiting_ = Waiting::Nothing;
      if (cut_off_) co_return;
    }
    note_progress();
    if (session_->wants_close()) break;
    went_on = !session_->wants_input();
    if (went_on) {
      worker_.tallies().yields.add(1);
      co_await asio::post(executor, kUseAwaitable);
      if (cut_off_) co_return;
      session_->consume(0);
    }
  }
  if (close_reason_.empty()) close_reason_ = peer_ended_ ? "closed by the peer" : "closed by us";
  if (!peer_ended_) co_await drain();
}

// `size` bytes lie at the front of `space`; there may be more where they came from.
void Connection::take_input(MutableByteView space, std::size_t size) {
  if (space.data() == wake_buffer_.data() && size == space.size()) {
    const MutableByteView larger = session_->input_space(worker_.scratch());
    copy_bytes(space, larger);
    size += read_now(larger.subspan(size));
  }
  request_growth_ += size;
  worker_.tallies().bytes_read.add(size);
  session_->consume(size);
}

// When the server stops: what has arrived is still answered, nothing is waited for.
void Connection::take_last_input() {
  const bool was_idle = session_->idle();
  const std::size_t size = read_now(session_->input_space(worker_.scratch()));
  worker_.tallies().bytes_read.add(size);
  if (size > 0) session_->consume(size);
  session_->end_of_input();
  close_reason_ = "the server stops";
  // Nothing is on its way in either direction: there is nothing to wait for.
  if (was_idle && size == 0) peer_ended_ = true;
}

/// @return whether the connection is over; false after the peer's orderly end and when stopping.
bool Connection::input_failed(const asio::error_code& error) {
  if (cut_off_) return true;
  if (error == asio::error::eof) {
    peer_ended_ = true;
    session_->end_of_input();
    return false;
  }
  if (error == asio::error::operation_aborted && finishing_) return false;
  close_reason_ = "lost";
  return true;
}

/// Reads what is there. @return 0 when there is nothing; an end or error shows in the next read.
std::size_t Connection::read_now(MutableByteView space) {
  if (space.empty()) return 0;
  asio::error_code error;
  return socket_.read_some(writable(space), error);
}

Connection::Sent Connection::send() {
  std::array<ByteView, kOutputPiecesMax> pieces;
  for (;;) {
    const std::size_t count = session_->output(pieces);
    if (count == 0) return Sent::All;
    asio::error_code error;
    const std::size_t size = write_now(std::span(pieces).first(count), error);
    if (is_would_block(error)) return Sent::Blocked;
    if (error) {
      if (!cut_off_) close_reason_ = "lost";
      return Sent::Lost;
    }
    session_->output_sent(size);
    worker_.tallies().bytes_written.add(size);
    waiting_since_ = worker_.now();
  }
}

std::size_t Connection::write_now(std::span<const ByteView> pieces, asio::error_code& error) {
  if (pieces.size() == 1) {
    return socket_.write_some(asio::const_buffer(pieces[0].data(), pieces[0].size()), error);
  }
  std::array<asio::const_buffer, kOutputPiecesMax> buffers;
  std::transform(pieces.begin(), pieces.end(), buffers.begin(),
                 [](ByteView piece) { return asio::const_buffer(piece.data(), piece.size()); });
  return socket_.write_some(std::span(std::as_const(buffers)).first(pieces.size()), error);
}

// Called when all output has gone out, before the next wait for input.
void Connection::note_progress() {
  const bool was_inside = inside_request_;
  inside_request_ = !session_->idle();
  if (inside_request_ && was_inside && request_growth_ < kRequestProgressBytes) return;
  waiting_since_ = worker_.now();
  request_growth_ = 0;
}

void Connection::finish() {
  finishing_ = true;
  if (waiting_ != Waiting::Input) return;
  asio::error_code ignored;
  socket_.cancel(ignored);
}

void Connection::cut_off(std::string_view reason) {
  if (cut_off_) return;
  cut_off_ = true;
  if (close_reason_.empty()) close_reason_ = reason;
  asio::error_code ignored;
  socket_.close(ignored);
}

void Connection::close_if_overdue(CoarseTime now) {
  const ServerOptions& options = worker_.shared().options;
  const auto waited = now - CoarseTime(waiting_since_);
  const auto overdue = [&](Milliseconds limit) {
    return limit.count() > 0 && waited > limit + options.sweep_interval;
  };
  switch (waiting_) {
    case Waiting::Nothing:
      break;
    case Waiting::Input:
      if (inside_request_) {
        if (!overdue(options.request_timeout)) break;
        worker_.tallies().overdue_closes.add(1);
        cut_off("an incomplete request did not go on");
      } else if (transport_ == Transport::Tcp && overdue(options.idle_timeout)) {
        worker_.tallies().idle_closes.add(1);
        cut_off("idle");
      }
      break;
    case Waiting::Output:
      if (!overdue(options.output_timeout)) break;
      worker_.tallies().overdue_closes.add(1);
      cut_off("the peer does not read");
      break;
    case Waiting::Drain:
      if (waited > (finishing_ ? kDrainTimeoutStopping : kDrainTimeout)) cut_off("drained");
      break;
  }
}

Awaitable Connection::drain() {
  asio::error_code error;
  auto token = asio::redirect_error(kUseAwaitable, error);
  socket_.shutdown(Socket::shutdown_send, error);
  const auto buffer = writable(wake_buffer_);
  waiting_since_ = worker_.now();
  waiting_ = Waiting::Drain;
  for (std::size_t drained = 0; !error && drained < kDrainBytesMax;) {
    drained += co_await socket_.async_read_some(buffer, token);
    if (!error) drained += read_now(worker_.scratch());
  }
  waiting_ = Waiting::Nothing;
}

}  // namespace mcbin::net
