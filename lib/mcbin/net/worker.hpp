// One worker: a thread, the connections that live on it, and their time-outs. Shared by the .cpp
// files of net only.
#pragma once

#include "mcbin/net/held_memory.hpp"
#include "mcbin/net/poller.hpp"
#include "mcbin/net/served_connection.hpp"

#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

namespace mcbin::net {

/// Counts that one thread writes and any thread reads.
class Tally {
 public:
  void add(std::uint64_t amount) { set(get() + amount); }
  void set(std::uint64_t count) { count_.store(count, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t get() const { return count_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> count_{0};
};

/// What all workers of a server share; outlives them.
struct WorkerShared {
  const ServerOptions& options;
  SessionFactory factory;
  EventSink sink;
  std::atomic<std::uint64_t> connections_now{0};

  void tell(const Event& event) const {
    if (sink) sink(event);
  }
};

class Worker {
 public:
  struct Tallies {
    Tally bytes_read;
    Tally bytes_written;
    Tally yields;
    Tally idle_closes;
    Tally overdue_closes;
    Tally held_bytes;
    Tally memory_waits;
    Tally memory_closes;
  };

  /// Throws std::system_error when the system has no descriptors for it.
  Worker(WorkerShared& shared, std::uint32_t index);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // From any thread.
  [[nodiscard]] const Tallies& tallies() const { return tallies_; }
  /// Appends its connections to `shown`, until that holds `max`.
  void show_connections(std::vector<ShownConnection>& shown, std::size_t max) const;
  /// When it last looked for time-outs, or had something to do.
  [[nodiscard]] CoarseTime last_round() const { return now_; }
  /// Starts the thread; throws std::system_error when there is none to be had.
  void start();
  /// Takes the connection over; it has been counted in connections_now.
  void adopt(Accepted accepted);
  /// The session of connection `number`, which may have gone, has the answer it was suspended for.
  void resume_connection(std::uint64_t number);
  /// Begins the end; `ended` is called on the worker's thread once the last connection is gone.
  void stop(StopMode mode, std::function<void()> ended);
  void join();

  // On the worker's thread, for its connections.
  [[nodiscard]] WorkerShared& shared() { return shared_; }
  [[nodiscard]] Poller& poller() { return poller_; }
  [[nodiscard]] HeldMemory& held() { return held_; }
  [[nodiscard]] Tallies& tallies() { return tallies_; }
  [[nodiscard]] std::uint32_t index() const { return index_; }
  /// Where to read to: none that holds input that was put off.
  [[nodiscard]] MutableByteView scratch() { return scratch_[next_scratch_]; }
  /// `connection` has read into scratch(). Its input is executed after the next kReadAhead
  /// connections have read theirs: meanwhile the memory that it needs is loaded.
  void put_off(Connection& connection);
  /// Room for the names of pieces of output.
  [[nodiscard]] std::span<ByteView> pieces() { return pieces_; }
  /// The time at which the current round began.
  [[nodiscard]] CoarseTime now() const { return now_; }
  [[nodiscard]] bool stopping() const { return stopping_; }
  /// `connection` has work left: its go_on() is called after others have had their turn.
  void await_turn(Connection& connection) { turns_.push_back(&connection); }
  /// A connection has ended: it is destroyed when the round ends.
  void note_ended(Connection& connection) { ended_connections_.push_back(&connection); }

 private:
  /// What other threads have left for this one.
  struct Inbox {
    std::vector<Accepted> accepted;
    std::vector<std::uint64_t> resumed;  // connections by their numbers
    std::optional<StopMode> stop;
    std::function<void()> ended;
    bool quit = false;
  };

  void run();
  void run_round();
  template <typename Work>
  void attempt(Connection& connection, Work work);
  void empty_inbox();
  void open(Accepted accepted);
  Connection& add(Accepted accepted);
  void begin_stop(StopMode mode, std::function<void()> ended);
  void advance_put_off(Connection* newest);
  void give_turns();
  void sweep_if_due();
  void remove_ended();
  [[nodiscard]] std::chrono::nanoseconds patience() const;

  WorkerShared& shared_;
  const std::uint32_t index_;
  Poller poller_;
  std::array<ByteVector, kReadAhead + 1> scratch_;
  std::size_t next_scratch_ = 0;
  std::array<Connection*, kReadAhead> put_off_{};  // oldest first; nullptr: none
  std::array<ByteView, kOutputPiecesMax> pieces_;
  Shown<CoarseTime> now_;
  CoarseTime next_sweep_;
  HeldMemory held_;
  bool hurried_ = false;  // there is more to ration at once
  bool stopping_ = false;
  bool quitting_ = false;
  std::function<void()> ended_;
  alignas(64) Tallies tallies_;
  mutable std::mutex connections_mutex_;  // held to change the map, or to read it elsewhere
  std::map<std::uint64_t, Connection> connections_;  // by their numbers
  std::vector<Connection*> turns_;
  std::vector<Connection*> turns_now_;
  std::vector<Connection*> ended_connections_;

  std::mutex inbox_mutex_;
  Inbox inbox_;

  std::thread thread_;
};

}  // namespace mcbin::net
