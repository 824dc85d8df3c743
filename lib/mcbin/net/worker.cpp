// The life of a worker thread: taking connections over, sweeping for time-outs, ending.
#include "mcbin/net/worker.hpp"

#include <asio/co_spawn.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>

#include <exception>
#include <iterator>
#include <pthread.h>
#include <utility>

namespace mcbin::net {
namespace {

constexpr std::string_view kOutOfMemory = "out of memory";

void set_options(Socket& socket, Transport transport) {
  asio::error_code ignored;  // a connection that refuses them has ended already
  socket.non_blocking(true, ignored);
  if (transport == Transport::Unix) return;
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket.set_option(Socket::keep_alive(true), ignored);
}

}  // namespace

Worker::Worker(WorkerShared& shared, std::uint32_t index)
    : shared_(shared),
      index_(index),
      scratch_(kScratchBytes),
      now_(std::chrono::steady_clock::now()) {}

Worker::~Worker() {
  context_.stop();
  join();
}

void Worker::start() {
  schedule_sweep();
  thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), ("worker-" + std::to_string(index_)).c_str());
    context_.run();
  });
}

void Worker::join() {
  if (thread_.joinable()) thread_.join();
}

void Worker::adopt(Socket socket, Transport transport, std::uint64_t number, std::string address) {
  asio::post(context_, [this, socket = std::move(socket), transport, number,
                        address = std::move(address)]() mutable {
    open(std::move(socket), transport, number, std::move(address));
  });
}

void Worker::open(Socket socket, Transport transport, std::uint64_t number, std::string address) {
  set_options(socket, transport);
  const std::size_t before = connections_.size();
  try {
    {
      const std::lock_guard lock(connections_mutex_);
      connections_.emplace_back(*this, std::move(socket), transport, number, std::move(address));
    }
    const auto connection = std::prev(connections_.end());
    shared_.tell({Event::Kind::Opened, connection->peer(), {}});
    asio::co_spawn(context_.get_executor(), connection->run(),
                   [this, connection](const std::exception_ptr& failure) {
                     close(connection, failure ? kOutOfMemory : "");
                   });
    return;
  } catch (const std::exception&) {  // no memory for another connection
    const std::lock_guard lock(connections_mutex_);
    if (connections_.size() > before) connections_.pop_back();
  }
  shared_.connections_now.fetch_sub(1, std::memory_order_relaxed);
  shared_.tell({Event::Kind::Closed, {number, index_, transport, {}}, kOutOfMemory});
  end_if_empty();
}

void Worker::close(std::list<Connection>::iterator connection, std::string_view problem) {
  shared_.tell({Event::Kind::Closed, connection->peer(),
                problem.empty() ? connection->close_reason() : problem});
  {
    const std::lock_guard lock(connections_mutex_);
    connections_.erase(connection);
  }
  shared_.connections_now.fetch_sub(1, std::memory_order_relaxed);
  end_if_empty();
}

void Worker::show_connections(std::vector<ShownConnection>& shown, std::size_t max) const {
  const CoarseTime now = std::chrono::steady_clock::now();
  const std::lock_guard lock(connections_mutex_);
  for (const Connection& connection : connections_) {
    if (shown.size() >= max) return;
    shown.push_back(connection.shown(now));
  }
}

void Worker::stop(StopMode mode, std::function<void()> ended) {
  asio::post(context_, [this, mode, ended = std::move(ended)]() mutable {
    begin_stop(mode, std::move(ended));
  });
}

void Worker::begin_stop(StopMode mode, std::function<void()> ended) {
  if (ended) ended_ = std::move(ended);
  now_ = std::chrono::steady_clock::now();
  stopping_ = true;
  for (Connection& connection : connections_) {
    if (mode == StopMode::AtOnce) {
      connection.cut_off("the server stops at once");
    } else {
      connection.finish();
    }
  }
  sweep_timer_.cancel();
  if (!connections_.empty()) schedule_sweep();
  end_if_empty();
}

void Worker::end_if_empty() {
  if (!stopping_ || !connections_.empty()) return;
  sweep_timer_.cancel();
  guard_.reset();
  if (auto ended = std::exchange(ended_, nullptr)) ended();
}

void Worker::schedule_sweep() {
  sweep_timer_.expires_after(stopping_ ? kStoppingSweepInterval : shared_.options.sweep_interval);
  sweep_timer_.async_wait([this](const asio::error_code& error) {
    if (!error) sweep();
  });
}

void Worker::sweep() {
  now_ = std::chrono::steady_clock::now();
  for (Connection& connection : connections_) connection.close_if_overdue(now_);
  if (!stopping_ || !connections_.empty()) schedule_sweep();
}

}  // namespace mcbin::net
