// The read, consume, write turns of byte_session.hpp over one socket, and how a connection ends.
#include "mcbin/net/served_connection.hpp"

#include "mcbin/net/worker.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace mcbin::net {
namespace {

using State = Transfer::State;

constexpr std::string_view kLost = "lost";

}  // namespace

Connection::Connection(Worker& worker, Accepted accepted)
    : worker_(worker),
      channel_(std::move(accepted.channel)),
      address_(std::move(accepted.address)),
      number_(accepted.number),
      opened_at_(worker.now()),
      waiting_since_(worker.now()),
      transport_(accepted.transport),
      encrypted_(accepted.encryption != Encryption::None) {}

Peer Connection::peer() const {
  return {number_, worker_.index(), transport_, address_};
}

ShownConnection Connection::shown(CoarseTime now) const {
  using Doing = ShownConnection::Doing;
  Doing doing = Doing::Working;
  switch (waiting_) {
    case Waiting::Turn:
    case Waiting::Answer:
      break;
    case Waiting::Room:
    case Waiting::Handshake:
      doing = Doing::ReadingRequest;
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

void Connection::start() {
  if (!encrypted_) {
    begin_session();
    if (ended_) return;
  }
  worker_.poller().watch(channel_->descriptor(), interest_, this);
  if (encrypted_) wait_for(Waiting::Handshake);
  if (worker_.stopping()) finish();
}

/// The channel shakes hands with the peer before the first byte can be read.
void Connection::prepare() {
  switch (channel_->prepare()) {
    case State::Moved:
      begin_session();
      if (ended_) return;
      waiting_since_ = worker_.now();
      return answer();
    case State::Blocked:
      return wait_for(Waiting::Handshake);
    case State::Ended:
    case State::Lost:
      return cut_off("the TLS handshake failed");
  }
}

void Connection::begin_session() {
  const std::string certificate_name = encrypted_ ? channel_->certificate_name() : std::string();
  Peer facts = peer();
  facts.certificate_name = certificate_name;
  session_ = worker_.shared().factory(facts);
  if (session_ == nullptr) cut_off("refused");
}

void Connection::on_ready(const Ready& ready) {
  if (ended_) return;
  switch (waiting_) {
    case Waiting::Handshake:
      return prepare();
    case Waiting::Input:
      return read_ahead();
    case Waiting::Output:
      return answer();
    case Waiting::Room:
    case Waiting::Turn:
    case Waiting::Answer:
      // It will be read when it is due. A broken one would be told of again and again.
      if (ready.broken) cut_off(kLost);
      return;
    case Waiting::Drain:
      return drain();
  }
}

void Connection::go_on() {
  if (ended_) return;
  if (encrypted_ && session_->wants_input() && channel_->holds_input()) return read_input();
  session_->consume(0);
  answer();
}

void Connection::resume() {
  if (waiting_ == Waiting::Answer && !session_->suspended()) go_on();
}

/// Reads, and leaves what is short to be executed once the next connections have read, too.
void Connection::read_ahead() {
  if (worker_.held().level() != HeldMemory::Level::Enough) return read_input();
  const Transfer got = channel_->read(session_->input_space(worker_.scratch()));
  if (got.state != State::Moved) return take_no_input(got.state);
  if (got.size > kPutOffBytesMax) return take_input(got.size);
  put_off_ = got.size;
  session_->expect(got.size);
  worker_.put_off(*this);
}

void Connection::read_input() {
  if (worker_.held().level() == HeldMemory::Level::Enough) return read_into(worker_.scratch());
  if (holding_.bytes == 0) return read_into(worker_.scratch().first(kShortReadBytes));
  worker_.tallies().memory_waits.add(1);
  worker_.held().await_room(*this);
  wait_for(Waiting::Room);
}

void Connection::read_despite_shortage() {
  if (waiting_ == Waiting::Room) read_into(worker_.scratch());
}

void Connection::resume_input() {
  if (waiting_ != Waiting::Room) return;
  waiting_since_ = worker_.now();  // that it was not read is not the peer's fault
  wait_for_input();
}

/// What the channel has taken off the socket already, the poller will not tell of again.
void Connection::wait_for_input() {
  const bool held_back = encrypted_ && channel_->holds_input();
  if (held_back) worker_.await_turn(*this);
  wait_for(held_back ? Waiting::Turn : Waiting::Input);
}

void Connection::read_into(MutableByteView scratch) {
  const Transfer got = channel_->read(session_->input_space(scratch));
  if (got.state == State::Moved) return take_input(got.size);
  take_no_input(got.state);
}

void Connection::take_no_input(Transfer::State state) {
  if (state == State::Blocked) return wait_for(Waiting::Input);
  if (state == State::Lost) return cut_off(kLost);
  peer_ended_ = true;
  session_->end_of_input();
  answer();
}

void Connection::take_input(std::size_t size) {
  request_growth_ += size;
  worker_.tallies().bytes_read.add(size);
  session_->consume(size);
  if (session_->held_bytes() < holding_.bytes + size) {
    worker_.held().note_completion(*this, worker_.now());
  }
  answer();
}

void Connection::prepare_put_off_input() {
  if (!ended_) session_->expect_soon();
}

void Connection::take_put_off_input() {
  const std::size_t size = std::exchange(put_off_, 0);
  if (!ended_) take_input(size);
}

// When the server stops: what has arrived is still answered, nothing is waited for.
void Connection::read_last_input() {
  const bool was_idle = session_->idle();
  const Transfer got = channel_->read(session_->input_space(worker_.scratch()));
  if (got.state == State::Lost) return cut_off(kLost);
  if (got.state == State::Moved) {
    worker_.tallies().bytes_read.add(got.size);
    session_->consume(got.size);
  }
  session_->end_of_input();
  close_reason_ = "the server stops";
  // Nothing is on its way in either direction: there is nothing to wait for.
  if (was_idle && got.size == 0) peer_ended_ = true;
}

/// Sends what the session has to say, then settles what to wait for.
void Connection::answer() {
  for (;;) {
    if (!send()) return;
    note_progress();
    if (session_->wants_close()) return begin_drain();
    if (!session_->wants_input()) {
      if (session_->suspended()) return wait_for_answer();
      // What it has left without new input is done and sent before more is read.
      worker_.tallies().yields.add(1);
      worker_.await_turn(*this);
      return wait_for(Waiting::Turn);
    }
    if (!finishing_) return wait_for_input();
    read_last_input();
    if (ended_) return;
  }
}

/// @return whether all has gone out; else the rest waits, or the connection has ended.
bool Connection::send() {
  for (;;) {
    const std::size_t count = session_->output(worker_.pieces());
    if (count == 0) return true;
    const Transfer sent = channel_->write(worker_.pieces().first(count));
    if (sent.state == State::Blocked) {
      session_->output_blocked();
      wait_for(Waiting::Output);
      return false;
    }
    if (sent.state != State::Moved) {
      cut_off(kLost);
      return false;
    }
    session_->output_sent(sent.size);
    worker_.tallies().bytes_written.add(sent.size);
    waiting_since_ = worker_.now();
  }
}

// Called when all output has gone out, before the next wait for input.
void Connection::note_progress() {
  const bool was_inside = inside_request_;
  inside_request_ = !session_->idle();
  if (inside_request_ && was_inside && request_growth_ < kRequestProgressBytes) return;
  waiting_since_ = worker_.now();
  request_growth_ = 0;
}

/// The session waits for something that is not the peer: what the peer sends meanwhile waits, too.
void Connection::wait_for_answer() {
  wait_for(Waiting::Answer);
  session_->when_resumed(
      [&worker = worker_, number = number_] { worker.resume_connection(number); });
}

Interest Connection::interest_in(Waiting what) const {
  switch (what) {
    case Waiting::Input:
    case Waiting::Drain:
      break;
    case Waiting::Handshake:
      return channel_->waits_for_output() ? Interest::Output : Interest::Input;
    case Waiting::Room:
    case Waiting::Answer:
      return Interest::Nothing;
    case Waiting::Output:
      return Interest::Output;
    case Waiting::Turn:
      return interest_;  // a turn comes soon enough
  }
  return Interest::Input;
}

void Connection::wait_for(Waiting what) {
  waiting_ = what;
  if (session_ != nullptr) worker_.held().note(*this, session_->held_bytes(), worker_.now());
  const Interest interest = interest_in(what);
  if (std::exchange(interest_, interest) == interest) return;
  worker_.poller().change(channel_->descriptor(), interest, this);
}

void Connection::finish() {
  finishing_ = true;
  if (ended_) return;
  if (waiting_ == Waiting::Handshake) return cut_off("the server stops");
  if (waiting_ != Waiting::Input && waiting_ != Waiting::Room) return;
  read_last_input();
  if (!ended_) answer();
}

void Connection::cut_off(std::string_view reason) {
  if (std::exchange(ended_, true)) return;
  if (close_reason_.empty()) close_reason_ = reason;
  channel_.reset();
  worker_.held().forget(*this);
  worker_.note_ended(*this);
}

void Connection::cut_off_for_memory() {
  worker_.tallies().memory_closes.add(1);
  cut_off("it held memory that others need");
}

/// Whether the peer has not said in time who it is. A wait for us begins its time anew.
bool Connection::stays_stranger(CoarseTime now) {
  const bool ours = waiting_ == Waiting::Answer || waiting_ == Waiting::Turn ||
                    waiting_ == Waiting::Room || waiting_ == Waiting::Drain;
  const Milliseconds limit = worker_.shared().options.login_timeout;
  if (session_ == nullptr || ours || limit.count() == 0 || !session_->stranger()) {
    stranger_since_.reset();
    return false;
  }
  if (!stranger_since_) stranger_since_ = now;
  return now - *stranger_since_ > limit;
}

void Connection::close_if_overdue(CoarseTime now) {
  if (ended_) return;
  if (stays_stranger(now)) {
    worker_.tallies().overdue_closes.add(1);
    return cut_off("nobody has logged in");
  }
  const ServerOptions& options = worker_.shared().options;
  const auto waited = now - CoarseTime(waiting_since_);
  const auto overdue = [&](Milliseconds limit) {
    return limit.count() > 0 && waited > limit + options.sweep_interval;
  };
  switch (waiting_) {
    case Waiting::Room:
    case Waiting::Turn:
    case Waiting::Answer:
      break;
    case Waiting::Handshake:
      if (!overdue(options.handshake_timeout)) break;
      worker_.tallies().overdue_closes.add(1);
      cut_off("the TLS handshake took too long");
      break;
    case Waiting::Input:
      if (inside_request_) {
        if (!overdue(session_->inside_body() ? options.body_timeout : options.header_timeout))
          break;
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

/// All has been sent: waits for the peer's end, unless it has come already.
void Connection::begin_drain() {
  if (close_reason_.empty()) close_reason_ = peer_ended_ ? "closed by the peer" : "closed by us";
  if (peer_ended_) return cut_off(close_reason_);
  channel_->finish_sending();
  waiting_since_ = worker_.now();
  wait_for(Waiting::Drain);
}

void Connection::drain() {
  const Transfer got = channel_->read(worker_.scratch());
  if (got.state == State::Blocked) return;
  drained_ += got.size;
  if (got.state != State::Moved || drained_ >= kDrainBytesMax) cut_off(close_reason_);
}

}  // namespace mcbin::net
