// The server as a whole: accepting for all workers, signals, regular work, and the order of the
// end. What happens on a connection is served_connection.cpp's business.
#include "mcbin/net/server.hpp"

#include "mcbin/base/check.hpp"
#include "mcbin/net/listeners.hpp"
#include "mcbin/net/socket_errors.hpp"
#include "mcbin/net/tls_channel.hpp"
#include "mcbin/net/worker.hpp"

#include <asio/awaitable.hpp>
#include <asio/basic_stream_socket.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/generic/stream_protocol.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <optional>
#include <utility>

namespace mcbin::net {
namespace {

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::generic::stream_protocol, Executor>;
using Awaitable = asio::awaitable<void, Executor>;

constexpr asio::use_awaitable_t<Executor> kUseAwaitable{};

using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

// Errors that say "not now" about the whole process or system, not about one connection.
bool is_shortage(const asio::error_code& error) {
  const int number = error.value();
  return number == EMFILE || number == ENFILE || number == ENOBUFS || number == ENOMEM;
}

std::string address_text(const asio::generic::stream_protocol::endpoint& peer) {
  if (peer.protocol().family() == AF_UNIX) return "unix";
  asio::ip::tcp::endpoint tcp;
  if (peer.size() > tcp.capacity()) return "?";
  std::memcpy(tcp.data(), peer.data(), peer.size());
  Endpoint endpoint{tcp.address().to_string(), tcp.port(), {}};
  return endpoint_text(endpoint);
}

/// Takes the descriptor away from Asio, ready for a worker.
Descriptor descriptor_of(Socket socket, Transport transport) {
  asio::error_code ignored;  // a connection that refuses an option has ended already
  if (transport == Transport::Tcp) {
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket.set_option(Socket::keep_alive(true), ignored);
  }
  socket.native_non_blocking(true, ignored);
  return Descriptor(socket.release(ignored));
}

}  // namespace

class Server::Impl {
 public:
  explicit Impl(const ServerOptions& options) : options_(options), shared_{options_, {}, {}} {}
  ~Impl() { close_listeners(listeners_); }

  Result<void> open() {
    auto opened = open_listeners(context_, options_);
    if (!opened) return tl::unexpected(opened.error());
    listeners_ = std::move(*opened);
    for (const Listener& listener : listeners_) {
      endpoints_.push_back(listener.endpoint);
      encryptions_.push_back(listener.encryption);
    }
    return {};
  }

  Result<void> watch_signals(std::function<void()> on_hangup);
  void every(Milliseconds interval, std::function<void()> work);
  Result<void> start(SessionFactory factory, EventSink sink);
  void run();
  void stop(StopMode mode);
  ServerCounters counters() const;
  std::vector<ShownConnection> connections(std::size_t max) const;
  Milliseconds slowest_worker() const;

  void use_tls(std::shared_ptr<const TlsServerContext> context) { tls_ = std::move(context); }

  const std::vector<Endpoint>& endpoints() const { return endpoints_; }
  const std::vector<Encryption>& encryptions() const { return encryptions_; }

 private:
  struct RegularWork {
    Timer timer;
    Milliseconds interval;
    std::function<void()> work;
  };

  void wait_for_signal();
  void schedule(RegularWork& regular);
  Awaitable accept_all(Listener& listener);
  Awaitable pause_accepting(asio::error_code reason);
  void take(Socket socket, std::string address, const Listener& listener);
  std::unique_ptr<Channel> make_channel(Descriptor socket, Encryption encryption) const;
  void begin_stop(StopMode mode);
  void cut_off_rest(std::string_view why);
  void worker_ended();

  const ServerOptions options_;
  WorkerShared shared_;
  asio::io_context context_{1};
  std::vector<Listener> listeners_;
  std::vector<Endpoint> endpoints_;
  std::vector<Encryption> encryptions_;          // of endpoints_
  std::shared_ptr<const TlsServerContext> tls_;  // for new connections
  asio::basic_signal_set<Executor> signals_{context_.get_executor()};
  std::function<void()> on_hangup_;
  std::deque<RegularWork> regular_;
  Timer shutdown_timer_{context_.get_executor()};
  std::size_t next_worker_ = 0;
  std::size_t workers_ended_ = 0;
  std::atomic<bool> stopping_{false};
  bool finished_ = false;
  std::optional<CoarseTime> pause_told_at_;

  Tally connections_total_;
  Tally connections_rejected_;
  Tally accept_pauses_;
  Tally accept_paused_us_;
  std::atomic<std::uint32_t> accepting_{0};  // listeners that are not paused

  std::deque<Worker> workers_;  // last: they end first, while all they point to still lives
};

Result<void> Server::Impl::watch_signals(std::function<void()> on_hangup) {
  asio::error_code error;
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
    signals_.add(number, error);
    if (error) return fail(Errc::SystemFailed, 0, "signals: " + error_text(error));
  }
  on_hangup_ = std::move(on_hangup);
  wait_for_signal();
  return {};
}

void Server::Impl::wait_for_signal() {
  signals_.async_wait([this](const asio::error_code& error, int number) {
    if (error || finished_) return;
    if (number == SIGHUP) {
      if (on_hangup_) on_hangup_();
    } else {
      begin_stop(stopping_ ? StopMode::AtOnce : StopMode::Graceful);
    }
    wait_for_signal();
  });
}

void Server::Impl::every(Milliseconds interval, std::function<void()> work) {
  regular_.push_back({Timer(context_.get_executor()), interval, std::move(work)});
  schedule(regular_.back());
}

void Server::Impl::schedule(RegularWork& regular) {
  regular.timer.expires_after(regular.interval);
  regular.timer.async_wait([this, &regular](const asio::error_code& error) {
    if (error || finished_) return;
    regular.work();
    schedule(regular);
  });
}

Result<void> Server::Impl::start(SessionFactory factory, EventSink sink) {
  MCBIN_CHECK(workers_.empty());
  shared_.factory = std::move(factory);
  shared_.sink = std::move(sink);
  try {
    for (std::uint32_t index = 0; index < options_.threads; ++index) {
      workers_.emplace_back(shared_, index).start();
    }
  } catch (const std::exception& problem) {
    return fail(Errc::SystemFailed, 0, std::string("worker threads: ") + problem.what());
  }
  accepting_ = static_cast<std::uint32_t>(listeners_.size());
  for (Listener& listener : listeners_) {
    asio::co_spawn(context_.get_executor(), accept_all(listener), asio::detached);
  }
  return {};
}

void Server::Impl::run() {
  context_.run();
  for (Worker& worker : workers_) worker.join();
}

Awaitable Server::Impl::accept_all(Listener& listener) {
  asio::error_code error;
  auto token = asio::redirect_error(kUseAwaitable, error);
  while (!stopping_) {
    Socket socket(context_.get_executor());
    asio::generic::stream_protocol::endpoint peer;
    co_await listener.acceptor.async_accept(socket, peer, token);
    if (stopping_) co_return;
    if (!error) {
      take(std::move(socket), address_text(peer), listener);
    } else if (is_shortage(error)) {
      co_await pause_accepting(error);
    }  // any other error is about that one connection, which has gone already
  }
}

Awaitable Server::Impl::pause_accepting(asio::error_code reason) {
  const auto begin = std::chrono::steady_clock::now();
  if (!pause_told_at_ || begin - *pause_told_at_ > kAcceptPauseTellInterval) {
    pause_told_at_ = begin;
    const std::string detail = error_text(reason);
    shared_.tell({Event::Kind::AcceptPaused, {}, detail});
  }
  accept_pauses_.add(1);
  accepting_.fetch_sub(1, std::memory_order_relaxed);
  Timer timer(context_.get_executor());
  timer.expires_after(kAcceptPause);
  asio::error_code ignored;
  auto token = asio::redirect_error(kUseAwaitable, ignored);
  co_await timer.async_wait(token);
  const auto paused = std::chrono::steady_clock::now() - begin;
  accept_paused_us_.add(static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(paused).count()));
  accepting_.fetch_add(1, std::memory_order_relaxed);
}

std::unique_ptr<Channel> Server::Impl::make_channel(Descriptor socket,
                                                    Encryption encryption) const {
  if (encryption == Encryption::None) return make_plain_channel(std::move(socket));
  MCBIN_CHECK(tls_ != nullptr);
  return make_tls_channel(std::move(socket), *tls_);
}

void Server::Impl::take(Socket socket, std::string address, const Listener& listener) {
  const Transport transport =
      listener.endpoint.unix_path.empty() ? Transport::Tcp : Transport::Unix;
  const std::uint64_t now = shared_.connections_now.load(std::memory_order_relaxed);
  if (now >= options_.connections_max) {
    connections_rejected_.add(1);
    shared_.tell({Event::Kind::Rejected, {0, 0, transport, address}, "too many connections"});
    return;  // and the socket closes
  }
  auto channel = make_channel(descriptor_of(std::move(socket), transport), listener.encryption);
  connections_total_.add(1);
  shared_.connections_now.fetch_add(1, std::memory_order_relaxed);
  Worker& worker = workers_[next_worker_];
  next_worker_ = (next_worker_ + 1) % workers_.size();
  worker.adopt({.channel = std::move(channel),
                .encryption = listener.encryption,
                .transport = transport,
                .number = connections_total_.get(),
                .address = std::move(address)});
}

void Server::Impl::stop(StopMode mode) {
  asio::post(context_, [this, mode] { begin_stop(mode); });
}

void Server::Impl::begin_stop(StopMode mode) {
  if (!stopping_.exchange(true)) {
    shared_.tell({Event::Kind::Stopping, {}, mode == StopMode::AtOnce ? "at once" : "graceful"});
    accepting_ = 0;
    close_listeners(listeners_);
    for (Worker& worker : workers_) {
      worker.stop(mode, [this] { asio::post(context_, [this] { worker_ended(); }); });
    }
    shutdown_timer_.expires_after(options_.shutdown_timeout);
    shutdown_timer_.async_wait([this](const asio::error_code& error) {
      if (!error) cut_off_rest("the shutdown time-out has passed");
    });
  } else if (mode == StopMode::AtOnce) {
    cut_off_rest("stop at once");
  }
}

void Server::Impl::cut_off_rest(std::string_view why) {
  if (shared_.connections_now.load(std::memory_order_relaxed) > 0) {
    shared_.tell({Event::Kind::CutOff, {}, why});
  }
  for (Worker& worker : workers_) worker.stop(StopMode::AtOnce, {});
}

void Server::Impl::worker_ended() {
  if (++workers_ended_ < workers_.size()) return;
  // Nothing is left to wait for: the context runs dry and run() goes on.
  finished_ = true;
  asio::error_code ignored;
  signals_.cancel(ignored);
  shutdown_timer_.cancel();
  for (RegularWork& regular : regular_) regular.timer.cancel();
}

ServerCounters Server::Impl::counters() const {
  ServerCounters sum;
  sum.connections_now = shared_.connections_now.load(std::memory_order_relaxed);
  sum.connections_total = connections_total_.get();
  sum.connections_rejected = connections_rejected_.get();
  sum.accept_pauses = accept_pauses_.get();
  sum.accept_paused_us = accept_paused_us_.get();
  sum.accepting = accepting_.load(std::memory_order_relaxed) == listeners_.size();
  for (const Worker& worker : workers_) {
    const Worker::Tallies& tallies = worker.tallies();
    sum.bytes_read += tallies.bytes_read.get();
    sum.bytes_written += tallies.bytes_written.get();
    sum.yields += tallies.yields.get();
    sum.idle_closes += tallies.idle_closes.get();
    sum.overdue_closes += tallies.overdue_closes.get();
    sum.held_bytes += tallies.held_bytes.get();
    sum.memory_waits += tallies.memory_waits.get();
    sum.memory_closes += tallies.memory_closes.get();
  }
  return sum;
}

std::vector<ShownConnection> Server::Impl::connections(std::size_t max) const {
  std::vector<ShownConnection> shown;
  for (const Worker& worker : workers_) worker.show_connections(shown, max);
  return shown;
}

Milliseconds Server::Impl::slowest_worker() const {
  if (stopping_ || workers_.empty()) return Milliseconds(0);
  CoarseTime oldest = CoarseTime::max();
  for (const Worker& worker : workers_) oldest = std::min(oldest, worker.last_round());
  const auto ago = std::chrono::steady_clock::now() - oldest;
  return std::max(Milliseconds(0), std::chrono::duration_cast<Milliseconds>(ago));
}

Result<std::unique_ptr<Server>> Server::open(const ServerOptions& options) {
  if (options.threads == 0) return fail(Errc::BadConfiguration, 0, "at least one thread");
  auto impl = std::make_unique<Impl>(options);
  if (auto opened = impl->open(); !opened) return tl::unexpected(opened.error());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

const std::vector<Endpoint>& Server::endpoints() const {
  return impl_->endpoints();
}

const std::vector<Encryption>& Server::encryptions() const {
  return impl_->encryptions();
}

void Server::use_tls(std::shared_ptr<const TlsServerContext> context) {
  impl_->use_tls(std::move(context));
}

void Server::every(Milliseconds interval, std::function<void()> work) {
  impl_->every(interval, std::move(work));
}

Result<void> Server::watch_signals(std::function<void()> on_hangup) {
  return impl_->watch_signals(std::move(on_hangup));
}

Result<void> Server::start(SessionFactory factory, EventSink sink) {
  return impl_->start(std::move(factory), std::move(sink));
}

void Server::run() {
  impl_->run();
}

void Server::stop(StopMode mode) {
  impl_->stop(mode);
}

ServerCounters Server::counters() const {
  return impl_->counters();
}

std::vector<ShownConnection> Server::connections(std::size_t max) const {
  return impl_->connections(max);
}

Milliseconds Server::slowest_worker() const {
  return impl_->slowest_worker();
}

}  // namespace mcbin::net
