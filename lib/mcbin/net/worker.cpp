// The life of a worker thread: rounds of readiness and turns, taking connections over, sweeping for
// time-outs, ending.
#include "mcbin/net/worker.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <pthread.h>
#include <utility>

namespace mcbin::net {
namespace {

constexpr std::string_view kOutOfMemory = "out of memory";

}  // namespace

Worker::Worker(WorkerShared& shared, std::uint32_t index)
    : shared_(shared),
      index_(index),
      now_(std::chrono::steady_clock::now()),
      next_sweep_(now() + shared.options.sweep_interval),
      held_(shared.options.held_bytes_max / shared.options.threads, shared.options.stall_grace) {
  for (ByteVector& scratch : scratch_) scratch.resize(kScratchBytes);
}

Worker::~Worker() {
  {
    const std::lock_guard lock(inbox_mutex_);
    inbox_.quit = true;
  }
  poller_.wake();
  join();
}

void Worker::start() {
  thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), ("worker-" + std::to_string(index_)).c_str());
    run();
  });
}

void Worker::join() {
  if (thread_.joinable()) thread_.join();
}

void Worker::adopt(Accepted accepted) {
  {
    const std::lock_guard lock(inbox_mutex_);
    inbox_.accepted.push_back(std::move(accepted));
  }
  poller_.wake();
}

void Worker::resume_connection(std::uint64_t number) {
  {
    const std::lock_guard lock(inbox_mutex_);
    inbox_.resumed.push_back(number);
  }
  poller_.wake();
}

void Worker::stop(StopMode mode, std::function<void()> ended) {
  {
    const std::lock_guard lock(inbox_mutex_);
    inbox_.stop = mode;
    if (ended) inbox_.ended = std::move(ended);
  }
  poller_.wake();
}

void Worker::run() {
  while (!quitting_ && !(stopping_ && connections_.empty())) run_round();
  if (!quitting_ && ended_) ended_();
}

/// Runs `work` of `connection`, which ends when there is no memory for it.
template <typename Work>
void Worker::attempt(Connection& connection, Work work) {
  try {
    work();
  } catch (const std::exception&) {
    connection.cut_off(kOutOfMemory);
  }
}

void Worker::run_round() {
  const std::span<const Ready> all_ready = poller_.wait(patience());
  now_ = std::chrono::steady_clock::now();
  for (const Ready& ready : all_ready) {
    auto& connection = *static_cast<Connection*>(ready.owner);
    attempt(connection, [&] { connection.on_ready(ready); });
  }
  for (std::size_t left = kReadAhead; left > 0; --left) advance_put_off(nullptr);
  give_turns();
  hurried_ = held_.ration(now());
  if (poller_.woken()) empty_inbox();
  sweep_if_due();
  remove_ended();
  tallies_.held_bytes.set(held_.total());
}

void Worker::put_off(Connection& connection) {
  next_scratch_ = (next_scratch_ + 1) % scratch_.size();
  advance_put_off(&connection);
}

/// Executes the oldest input that is put off, if there is any, and takes `newest` in.
void Worker::advance_put_off(Connection* newest) {
  Connection* const due = put_off_.front();
  std::shift_left(put_off_.begin(), put_off_.end(), 1);
  put_off_.back() = newest;
  if (put_off_.front() != nullptr) put_off_.front()->prepare_put_off_input();
  if (due == nullptr) return;
  attempt(*due, [due] { due->take_put_off_input(); });
}

/// How long a round may wait for something to happen.
std::chrono::nanoseconds Worker::patience() const {
  const bool busy = hurried_ || !turns_.empty();
  return busy ? std::chrono::nanoseconds(0) : next_sweep_ - now();
}

void Worker::give_turns() {
  // Those that have still more to do come again in the next round.
  turns_now_.swap(turns_);
  for (Connection* connection : turns_now_) {
    attempt(*connection, [&] { connection->go_on(); });
  }
  turns_now_.clear();
}

void Worker::empty_inbox() {
  Inbox inbox;
  {
    const std::lock_guard lock(inbox_mutex_);
    inbox = std::exchange(inbox_, {});
  }
  quitting_ = inbox.quit;
  for (Accepted& accepted : inbox.accepted) open(std::move(accepted));
  for (const std::uint64_t number : inbox.resumed) {
    const auto found = connections_.find(number);
    if (found != connections_.end()) found->second.resume();
  }
  if (inbox.stop) begin_stop(*inbox.stop, std::move(inbox.ended));
}

void Worker::open(Accepted accepted) {
  const std::uint64_t number = accepted.number;
  const Transport transport = accepted.transport;
  try {
    Connection& connection = add(std::move(accepted));
    shared_.tell({Event::Kind::Opened, connection.peer(), {}});
    connection.start();
    return;
  } catch (const std::exception&) {  // no memory for another connection
    const std::lock_guard lock(connections_mutex_);
    connections_.erase(number);
  }
  shared_.connections_now.fetch_sub(1, std::memory_order_relaxed);
  shared_.tell({Event::Kind::Closed, {number, index_, transport, {}}, kOutOfMemory});
}

Connection& Worker::add(Accepted accepted) {
  const std::lock_guard lock(connections_mutex_);
  const std::uint64_t number = accepted.number;
  return connections_.try_emplace(number, *this, std::move(accepted)).first->second;
}

void Worker::remove_ended() {
  if (ended_connections_.empty()) return;
  std::erase_if(turns_, [](const Connection* connection) { return connection->ended(); });
  for (const Connection* ended : ended_connections_) {
    shared_.tell({Event::Kind::Closed, ended->peer(), ended->close_reason()});
    {
      const std::lock_guard lock(connections_mutex_);
      connections_.erase(ended->number());
    }
    shared_.connections_now.fetch_sub(1, std::memory_order_relaxed);
  }
  ended_connections_.clear();
}

void Worker::show_connections(std::vector<ShownConnection>& shown, std::size_t max) const {
  const CoarseTime now = std::chrono::steady_clock::now();
  const std::lock_guard lock(connections_mutex_);
  for (const auto& [number, connection] : connections_) {
    if (shown.size() >= max) return;
    shown.push_back(connection.shown(now));
  }
}

void Worker::begin_stop(StopMode mode, std::function<void()> ended) {
  if (ended) ended_ = std::move(ended);
  stopping_ = true;
  for (auto& entry : connections_) {
    Connection& connection = entry.second;  // clang 14 does not let a lambda take a binding
    if (mode == StopMode::AtOnce) {
      connection.cut_off("the server stops at once");
    } else {
      attempt(connection, [&] { connection.finish(); });
    }
  }
  next_sweep_ = now();
}

void Worker::sweep_if_due() {
  if (now() < next_sweep_) return;
  next_sweep_ = now() + (stopping_ ? kStoppingSweepInterval : shared_.options.sweep_interval);
  for (auto& [number, connection] : connections_) connection.close_if_overdue(now());
  held_.close_deaf(now());
}

}  // namespace mcbin::net
