#include "conformance/tcp_peer.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace mcbin::conformance {

namespace {

// Far longer than any answer takes, also under a sanitizer on a busy machine.
constexpr int kAnswerTimeoutMs = 20'000;
constexpr int kSilenceMs = 100;
constexpr std::size_t kReadBytes = 256 * 1024;
constexpr std::chrono::microseconds kBetweenPieces{150};

class SocketPeer final : public Peer {
 public:
  explicit SocketPeer(int socket) : socket_(socket) {}
  ~SocketPeer() override { ::close(socket_); }
  SocketPeer(const SocketPeer&) = delete;
  SocketPeer& operator=(const SocketPeer&) = delete;

  void send(ByteView piece) override {
    while (!piece.empty() && !broken_) {
      const ssize_t sent = ::send(socket_, piece.data(), piece.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent >= 0) {
        piece = piece.subspan(static_cast<std::size_t>(sent));
      } else if (errno == EAGAIN) {
        wait_to_send();
      } else if (errno != EINTR) {
        broken_ = true;
      }
    }
  }

  // Nothing says when the server has read a piece; the in-process peer is the exact one.
  void between_pieces() override { std::this_thread::sleep_for(kBetweenPieces); }

  void end_of_input() override { ::shutdown(socket_, SHUT_WR); }

  Received receive(ByteVector& into) override {
    if (!early_.empty()) {
      append(into, std::exchange(early_, {}));
      return Received::Bytes;
    }
    return readable_within(kAnswerTimeoutMs) ? read_into(into) : Received::Silence;
  }

  bool keeps_silent() override { return early_.empty() && !readable_within(kSilenceMs); }

  void pass_ms(std::int64_t milliseconds) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  }

 private:
  [[nodiscard]] bool readable_within(int milliseconds) const {
    pollfd readable{.fd = socket_, .events = POLLIN, .revents = 0};
    int ready = 0;
    do {
      ready = ::poll(&readable, 1, milliseconds);
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
  }

  Received read_into(ByteVector& into) {
    const std::size_t before = into.size();
    into.resize(before + kReadBytes);
    const ssize_t got = ::recv(socket_, into.data() + before, kReadBytes, MSG_DONTWAIT);
    into.resize(before + static_cast<std::size_t>(got > 0 ? got : 0));
    return got > 0 ? Received::Bytes : Received::Closed;
  }

  /// Waits until more can be sent; takes what comes meanwhile, or both sides could wait for ever.
  void wait_to_send() {
    pollfd either{.fd = socket_, .events = POLLIN | POLLOUT, .revents = 0};
    if (::poll(&either, 1, kAnswerTimeoutMs) <= 0) {
      broken_ = true;
      return;
    }
    if ((either.revents & POLLIN) != 0 && read_into(early_) == Received::Closed) broken_ = true;
  }

  int socket_;
  ByteVector early_;
  bool broken_ = false;
};

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

std::unique_ptr<Peer> connect_socket(int type, std::uint16_t port) {
  const int socket = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
  if (socket < 0) return nullptr;
  const sockaddr_in address = loopback(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    return nullptr;
  }
  if (type == SOCK_STREAM) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  return std::make_unique<SocketPeer>(socket);
}

}  // namespace

std::unique_ptr<Peer> connect_tcp(std::uint16_t port) {
  return connect_socket(SOCK_STREAM, port);
}

std::unique_ptr<Peer> open_udp(std::uint16_t port) {
  return connect_socket(SOCK_DGRAM, port);
}

}  // namespace mcbin::conformance
