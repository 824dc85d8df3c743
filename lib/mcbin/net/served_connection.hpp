// One accepted connection: moves bytes between its channel and its session whenever its worker says
// that the socket is ready. Shared by the .cpp files of net only.
#pragma once

#include "mcbin/base/byte_session.hpp"
#include "mcbin/net/channel.hpp"
#include "mcbin/net/held_memory.hpp"
#include "mcbin/net/poller.hpp"
#include "mcbin/net/server.hpp"
#include "mcbin/net/shown.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::net {

class Worker;

/// What a worker is given to serve.
struct Accepted {
  std::unique_ptr<Channel> channel;
  Encryption encryption = Encryption::None;
  Transport transport = Transport::Tcp;
  std::uint64_t number = 0;
  std::string address;
};

/// Lives and is used on its worker's thread. The worker owns it and destroys it once it has ended;
/// it ends inside any of its calls, and says so by ended().
class Connection {
 public:
  Connection(Worker& worker, Accepted accepted);

  /// Begins to serve. Throws std::system_error when the socket cannot be watched.
  void start();

  /// The socket has what the connection waits for, or has broken.
  void on_ready(const Ready& ready);

  /// Executes what it read in on_ready() and put off; before, that it comes soon.
  void take_put_off_input();
  void prepare_put_off_input();

  /// Its turn has come to go on with work that it had left.
  void go_on();

  /// The session has the answer that it was suspended for, unless it is another's.
  void resume();

  // For HeldMemory.
  [[nodiscard]] Holding& holding() { return holding_; }
  [[nodiscard]] const Holding& holding() const { return holding_; }
  [[nodiscard]] CoarseTime stalled_since() const { return waiting_since_; }
  [[nodiscard]] bool waits_for_reader() const { return waiting_ == Waiting::Output; }
  [[nodiscard]] bool waits_for_peer() const {
    return waits_for_reader() || (waiting_ == Waiting::Input && inside_request_);
  }
  /// There is memory again: its input is waited for as usual.
  void resume_input();
  /// Reads once although memory is short.
  void read_despite_shortage();
  /// Ends it for the memory that it holds.
  void cut_off_for_memory();

  /// The server stops: answer what has been received, then close.
  void finish();

  /// Ends the connection as it is. `reason` is a literal.
  void cut_off(std::string_view reason);

  /// Whether, at `now`, the connection has waited too long for its peer; if so it is cut off.
  void close_if_overdue(CoarseTime now);

  [[nodiscard]] Peer peer() const;

  /// What it is doing. From any thread, as long as the worker keeps the connection.
  [[nodiscard]] ShownConnection shown(CoarseTime now) const;

  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] std::uint64_t number() const { return number_; }

  /// Why it ended, for the log.
  [[nodiscard]] std::string_view close_reason() const { return close_reason_; }

 private:
  /// What it waits for.
  enum class Waiting : std::uint8_t { Handshake, Input, Room, Output, Turn, Answer, Drain };

  void prepare();
  [[nodiscard]] bool stays_stranger(CoarseTime now);
  void begin_session();
  void read_ahead();
  void read_input();
  void read_into(MutableByteView scratch);
  void take_input(std::size_t size);
  void take_no_input(Transfer::State state);
  void read_last_input();
  void answer();
  [[nodiscard]] bool send();
  void note_progress();
  void begin_drain();
  void drain();
  [[nodiscard]] Interest interest_in(Waiting what) const;
  void wait_for(Waiting what);
  void wait_for_answer();
  void wait_for_input();

  Worker& worker_;
  std::unique_ptr<Channel> channel_;  // gone once it has ended
  std::unique_ptr<ByteSession> session_;
  std::string address_;
  std::string_view close_reason_;
  const std::uint64_t number_;
  const CoarseTime opened_at_;
  // Of the wait for a request, a part of one, a reader or an end. Written by the worker, read by
  // whoever shows connections, as are waiting_ and inside_request_.
  Shown<CoarseTime> waiting_since_;
  std::optional<CoarseTime> stranger_since_;  // as a sweep saw it
  std::size_t request_growth_ = 0;            // bytes of an incomplete request since waiting_since_
  std::size_t drained_ = 0;
  std::size_t put_off_ = 0;  // bytes that have been read and not been handed to the session
  Holding holding_;
  Transport transport_;
  Shown<Waiting> waiting_{Waiting::Input};
  Interest interest_ = Interest::Input;
  Shown<bool> inside_request_{false};  // at the last look, when all output had gone out
  const bool encrypted_;
  bool finishing_ = false;
  bool peer_ended_ = false;
  bool ended_ = false;
};

}  // namespace mcbin::net
