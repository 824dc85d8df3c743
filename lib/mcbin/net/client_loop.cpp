// The loop over epoll, level-triggered. A socket waits for room to send only while it has none, and
// always for input: a peer that has too much to send may read nothing until it is rid of it.
#include "mcbin/net/client_loop.hpp"

#include "mcbin/net/descriptor.hpp"
#include "mcbin/net/resolve.hpp"
#include "mcbin/net/socket_errors.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/poll.h>
#include <sys/socket.h>
#include <vector>

namespace mcbin::net {
namespace {

constexpr std::size_t kEventsMax = 256;

bool would_block(int number) {
  return number == EAGAIN;
}

/// Waits until the connection attempt on `socket` is over. @return 0 or an errno value.
int outcome_of_connect(int socket, Deadline deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  pollfd waiting{.fd = socket, .events = POLLOUT, .revents = 0};
  const int ready = ::poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
  if (ready == 0) return ETIMEDOUT;
  if (ready < 0) return errno;
  int error = 0;
  socklen_t size = sizeof error;
  return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

/// @return 0 and the socket in `out`, or an errno value.
int connect_to(const SocketAddress& address, Deadline deadline, Descriptor& out) {
  const int family = address.protocol().family();
  Descriptor socket(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (socket.number() < 0) return errno;
  int error = 0;
  if (::connect(socket.number(), address.data(), static_cast<socklen_t>(address.size())) != 0) {
    error = errno == EINPROGRESS ? outcome_of_connect(socket.number(), deadline) : errno;
  }
  if (error != 0) return error;
  if (family != AF_UNIX) {
    const int on = 1;
    static_cast<void>(::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
  }
  out = std::move(socket);
  return 0;
}

Result<Descriptor> connect_to_any(const Endpoint& endpoint, Deadline deadline) {
  const auto addresses = resolve(endpoint, deadline);
  if (!addresses) return tl::unexpected(addresses.error());
  int error = 0;
  Descriptor socket;
  for (const SocketAddress& address : *addresses) {
    error = connect_to(address, deadline, socket);
    if (error == 0) return socket;
  }
  if (error == ETIMEDOUT) return fail(Errc::TimedOut, 0, "no answer to the connection attempt");
  return fail(Errc::ConnectFailed, 0, errno_text(error));
}

class EpollLoop final : public ClientLoop {
 public:
  explicit EpollLoop(Descriptor epoll) : epoll_(std::move(epoll)) {}

  Result<std::size_t> connect(const Endpoint& endpoint, ClientTalk& talk,
                              Deadline deadline) override {
    auto socket = connect_to_any(endpoint, deadline);
    if (!socket) return tl::unexpected(socket.error());
    const std::size_t number = links_.size();
    epoll_event event{.events = EPOLLIN, .data = {.u64 = number}};
    if (::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, socket->number(), &event) != 0) {
      return fail(Errc::SystemFailed, 0, errno_text(errno));
    }
    links_.push_back({.socket = std::move(*socket), .talk = &talk});
    ++open_;
    return number;
  }

  void flush(std::size_t connection) override {
    Link& link = links_[connection];
    if (link.socket.number() < 0) return;
    bool blocked = false;
    for (ByteView rest = link.talk->output(); !rest.empty() && !blocked;
         rest = link.talk->output()) {
      const ssize_t size = ::send(link.socket.number(), rest.data(), rest.size(), MSG_NOSIGNAL);
      if (size >= 0) {
        link.talk->sent(static_cast<std::size_t>(size));
      } else if (would_block(errno)) {
        blocked = true;
      } else if (errno != EINTR) {
        lose(connection, Errc::WriteFailed, errno);
        return;
      }
    }
    if (blocked == link.waits_for_room) return;
    link.waits_for_room = blocked;
    epoll_event event{.events = EPOLLIN, .data = {.u64 = connection}};
    if (blocked) event.events |= EPOLLOUT;
    static_cast<void>(::epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, link.socket.number(), &event));
  }

  void finish_sending(std::size_t connection) override {
    const int socket = links_[connection].socket.number();
    if (socket >= 0) static_cast<void>(::shutdown(socket, SHUT_WR));
  }

  void close(std::size_t connection) override {
    if (links_[connection].socket.number() < 0) return;
    links_[connection].socket.close();
    --open_;
  }

  void turn(std::chrono::nanoseconds timeout) override {
    std::array<epoll_event, kEventsMax> events;
    const int count = wait(events, timeout);
    for (int at = 0; at < count; ++at) {
      const epoll_event& event = events[static_cast<std::size_t>(at)];
      const auto connection = static_cast<std::size_t>(event.data.u64);
      if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) receive(connection);
      if ((event.events & EPOLLOUT) != 0) flush(connection);
    }
  }

  [[nodiscard]] std::size_t open() const override { return open_; }

 private:
  struct Link {
    Descriptor socket;
    ClientTalk* talk = nullptr;
    bool waits_for_room = false;
  };

  int wait(std::array<epoll_event, kEventsMax>& events, std::chrono::nanoseconds timeout) {
    const std::int64_t ns = std::max<std::int64_t>(timeout.count(), 0);
    constexpr std::int64_t kSecond = 1'000'000'000;
    if (fine_timeouts_) {
      const timespec limit{.tv_sec = ns / kSecond, .tv_nsec = ns % kSecond};
      const int count = ::epoll_pwait2(epoll_.number(), events.data(),
                                       static_cast<int>(events.size()), &limit, nullptr);
      if (count >= 0 || errno != ENOSYS) return count;
      fine_timeouts_ = false;
    }
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(timeout).count();
    return ::epoll_wait(epoll_.number(), events.data(), static_cast<int>(events.size()),
                        static_cast<int>(std::max<std::int64_t>(milliseconds, 0)));
  }

  void receive(std::size_t connection) {
    Link& link = links_[connection];
    if (link.socket.number() < 0) return;
    const MutableByteView space = link.talk->input_space();
    const ssize_t size = ::recv(link.socket.number(), space.data(), space.size(), 0);
    if (size > 0) {
      link.talk->received(static_cast<std::size_t>(size));
      flush(connection);
    } else if (size == 0) {
      lose(connection, Errc::ConnectionClosed, 0);
    } else if (!would_block(errno) && errno != EINTR) {
      lose(connection, Errc::ReadFailed, errno);
    }
  }

  void lose(std::size_t connection, Errc code, int number) {
    close(connection);
    links_[connection].talk->lost(
        {code, 0, number == 0 ? "the server closed the connection" : errno_text(number)});
  }

  Descriptor epoll_;
  std::vector<Link> links_;
  std::size_t open_ = 0;
  bool fine_timeouts_ = true;
};

}  // namespace

Result<std::unique_ptr<ClientLoop>> ClientLoop::create() {
  Descriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
  if (epoll.number() < 0) return fail(Errc::SystemFailed, 0, errno_text(errno));
  return std::make_unique<EpollLoop>(std::move(epoll));
}

}  // namespace mcbin::net
