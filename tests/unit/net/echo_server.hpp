// A net::Server with echo sessions, on a thread of its own for the length of a test.
#pragma once

#include "echo_session.hpp"
#include "mcbin/net/server.hpp"
#include "support/loopback.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mcbin::test {

/// One loopback address with a free port, one worker, quick sweeps.
inline net::ServerOptions loopback_options() {
  net::ServerOptions options;
  options.listen = {{.endpoint = {"127.0.0.1", 0, {}}}};
  options.sweep_interval = net::Milliseconds(10);
  return options;
}

class EchoServer {
 public:
  explicit EchoServer(const net::ServerOptions& options = loopback_options(),
                      std::shared_ptr<const net::TlsServerContext> tls = nullptr) {
    auto opened = net::Server::open(options);
    if (!opened) FAIL(opened.error().detail);
    server_ = std::move(*opened);
    if (tls != nullptr) server_->use_tls(std::move(tls));
    const auto started =
        server_->start([this](const net::Peer&) { return std::make_unique<EchoSession>(watch); },
                       [this](const net::Event& event) {
                         const std::lock_guard lock(mutex_);
                         events_.push_back(event.kind);
                         details_.emplace_back(event.detail);
                       });
    REQUIRE(started);
    thread_ = std::thread([this] { server_->run(); });
  }

  ~EchoServer() { stop_at_once(); }

  [[nodiscard]] std::uint16_t port() const { return server_->endpoints().front().port; }
  [[nodiscard]] Peer connect() const { return Peer::connect_tcp(port()); }
  [[nodiscard]] net::Server& server() { return *server_; }
  [[nodiscard]] net::ServerCounters counters() const { return server_->counters(); }

  /// How many events of this kind have been told.
  [[nodiscard]] std::size_t count(net::Event::Kind kind) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count(events_.begin(), events_.end(), kind));
  }

  /// Whether an event with this detail has been told.
  [[nodiscard]] bool told(std::string_view detail) const {
    const std::lock_guard lock(mutex_);
    return std::find(details_.begin(), details_.end(), detail) != details_.end();
  }

  /// Waits until the server has come to its end.
  void join() {
    if (thread_.joinable()) thread_.join();
  }

  void stop_at_once() {
    if (!thread_.joinable()) return;
    server_->stop(net::StopMode::AtOnce);
    join();
  }

  EchoWatch watch;

 private:
  std::unique_ptr<net::Server> server_;
  std::thread thread_;
  mutable std::mutex mutex_;
  std::vector<net::Event::Kind> events_;
  std::vector<std::string> details_;
};

/// Waits for something that other threads are certain to bring about.
inline bool eventually(const std::function<bool()>& condition) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::milliseconds(kPatienceMs);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::yield();
  }
  return true;
}

}  // namespace mcbin::test
