// One worker: an io_context, its thread, the connections that live on it, and their time-outs.
// Shared by the .cpp files of net only.
#pragma once

#include "mcbin/net/served_connection.hpp"

#include <asio/executor_work_guard.hpp>
#include <asio/steady_timer.hpp>

#include <atomic>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

namespace mcbin::net {

/// Counts that one thread writes and any thread reads.
class Tally {
 public:
  void add(std::uint64_t amount) {
    count_.store(count_.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
  }
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
  };

  Worker(WorkerShared& shared, std::uint32_t index);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // From any thread.
  [[nodiscard]] Executor executor() { return context_.get_executor(); }
  [[nodiscard]] const Tallies& tallies() const { return tallies_; }
  /// Appends its connections to `shown`, until that holds `max`.
  void show_connections(std::vector<ShownConnection>& shown, std::size_t max) const;
  /// When it last looked for time-outs.
  [[nodiscard]] CoarseTime last_sweep() const { return now_; }
  /// Starts the thread; throws std::system_error when there is none to be had.
  void start();
  /// Takes the connection over; it has been counted in connections_now.
  void adopt(Socket socket, Transport transport, std::uint64_t number, std::string address);
  /// Begins the end; `ended` is called on the worker's thread once the last connection is gone.
  void stop(StopMode mode, std::function<void()> ended);
  void join();

  // On the worker's thread, for its connections.
  [[nodiscard]] WorkerShared& shared() { return shared_; }
  [[nodiscard]] Tallies& tallies() { return tallies_; }
  [[nodiscard]] std::uint32_t index() const { return index_; }
  [[nodiscard]] MutableByteView scratch() { return scratch_; }
  /// The time of the last sweep: cheap, and late by at most the sweep interval.
  [[nodiscard]] CoarseTime now() const { return now_; }
  [[nodiscard]] bool stopping() const { return stopping_; }

 private:
  void open(Socket socket, Transport transport, std::uint64_t number, std::string address);
  void close(std::list<Connection>::iterator connection, std::string_view problem);
  void begin_stop(StopMode mode, std::function<void()> ended);
  void sweep();
  void schedule_sweep();
  void end_if_empty();

  WorkerShared& shared_;
  const std::uint32_t index_;
  asio::io_context context_{1};
  asio::executor_work_guard<Executor> guard_{context_.get_executor()};
  asio::basic_waitable_timer<std::chrono::steady_clock,
                             asio::wait_traits<std::chrono::steady_clock>, Executor>
      sweep_timer_{context_.get_executor()};
  ByteVector scratch_;
  Shown<CoarseTime> now_;
  bool stopping_ = false;
  std::function<void()> ended_;
  alignas(64) Tallies tallies_;
  mutable std::mutex connections_mutex_;  // held to change the list, or to read it elsewhere
  std::list<Connection> connections_;
  std::thread thread_;
};

}  // namespace mcbin::net
