// Raw sockets for tests that need a peer on loopback: small, blocking, every wait bounded. What is
// under test never uses these; failures end the test.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace mcbin::test {

/// How long a test waits for something that is certain to come.
inline constexpr int kPatienceMs = 20'000;

/// Owns one descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { reset(); }
  void reset() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

inline sockaddr_in loopback_address(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// One end of a connection, with waits that fail the test instead of hanging.
class Peer {
 public:
  explicit Peer(Descriptor socket) : socket_(std::move(socket)) {}

  static Peer connect_tcp(std::uint16_t port) {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback_address(port);
    REQUIRE(::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
            0);
    return Peer(std::move(socket));
  }

  static Peer connect_unix(const std::string& path) {
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.c_str(), path.size());
    REQUIRE(::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
            0);
    return Peer(std::move(socket));
  }

  void send(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t sent = ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL);
      REQUIRE(sent > 0);
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  /// Sends what the system takes without blocking. @return how many bytes that was.
  [[nodiscard]] std::size_t send_without_waiting(std::string_view text) const {
    const ssize_t sent =
        ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent < 0 ? 0 : static_cast<std::size_t>(sent);
  }

  /// Whether something (also the end) can be read within `milliseconds`.
  [[nodiscard]] bool readable_within(int milliseconds) const {
    pollfd wait{socket_.get(), POLLIN, 0};
    return ::poll(&wait, 1, milliseconds) == 1;
  }

  /// Whether the system takes more to send within `milliseconds`.
  [[nodiscard]] bool writable_within(int milliseconds) const {
    pollfd wait{socket_.get(), POLLOUT, 0};
    return ::poll(&wait, 1, milliseconds) == 1;
  }

  /// Reads exactly `size` bytes, or what comes before the end.
  [[nodiscard]] std::string receive(std::size_t size) const {
    std::string text(size, '\0');
    std::size_t have = 0;
    while (have < size) {
      REQUIRE(readable_within(kPatienceMs));
      const ssize_t got = ::recv(socket_.get(), text.data() + have, size - have, 0);
      if (got <= 0) break;
      have += static_cast<std::size_t>(got);
    }
    text.resize(have);
    return text;
  }

  /// Reads to the orderly end of the stream; a reset fails the test.
  [[nodiscard]] std::string receive_to_end() const {
    std::string text;
    char block[65536];
    for (;;) {
      REQUIRE(readable_within(kPatienceMs));
      const ssize_t got = ::recv(socket_.get(), block, sizeof block, 0);
      REQUIRE(got >= 0);
      if (got == 0) return text;
      text.append(block, static_cast<std::size_t>(got));
    }
  }

  /// Whether the other side has closed or reset, waiting for it.
  [[nodiscard]] bool closed_by_peer() const {
    char block[4096];
    while (readable_within(kPatienceMs)) {
      if (::recv(socket_.get(), block, sizeof block, 0) <= 0) return true;
    }
    return false;
  }

  void finish_sending() const { ::shutdown(socket_.get(), SHUT_WR); }

  /// Closes with a reset instead of an orderly end.
  void reset() {
    const linger now{1, 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket_.reset();
  }

  void close() { socket_.reset(); }
  [[nodiscard]] int descriptor() const { return socket_.get(); }

 private:
  Descriptor socket_;
};

/// A listener on a free loopback port.
class Listener {
 public:
  explicit Listener(int backlog = 16) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback_address(0);
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(socket_.get(), backlog) == 0);
    REQUIRE(::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] Peer accept() const {
    pollfd wait{socket_.get(), POLLIN, 0};
    REQUIRE(::poll(&wait, 1, kPatienceMs) == 1);
    return Peer(Descriptor(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC)));
  }

 private:
  Descriptor socket_;
  std::uint16_t port_ = 0;
};

/// A port on which nobody listens.
[[nodiscard]] inline std::uint16_t closed_port() {
  return Listener().port();
}

}  // namespace mcbin::test
