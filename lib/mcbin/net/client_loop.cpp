// The loop over epoll, level-triggered. A socket waits for room to send only while it has none, and
// always for input: a peer that has too much to send may read nothing until it is rid of it.
#include "mcbin/net/client_loop.hpp"

#include "mcbin/net/channel_stream.hpp"
#include "mcbin/net/resolve.hpp"
#include "mcbin/net/socket_errors.hpp"
#include "mcbin/net/tls_channel.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <vector>

namespace mcbin::net {
namespace {

constexpr std::size_t kEventsMax = 256;

/// Waits until the connection attempt on `socket` is over. @return 0 or an errno value.
int outcome_of_connect(int socket, Deadline deadline) {
  if (!wait_for_socket(socket, POLLOUT, deadline)) return ETIMEDOUT;
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

/// A connection that the talk can take over.
Result<std::unique_ptr<Channel>> open_channel(const Target& target, Deadline deadline) {
  auto socket = connect_to_any(target.endpoint, deadline);
  if (!socket) return tl::unexpected(socket.error());
  Result<std::unique_ptr<Channel>> channel =
      target.tls == nullptr
          ? make_plain_channel(std::move(*socket))
          : connect_tls_channel(std::move(*socket), *target.tls, target.endpoint.host, deadline);
  if (!channel || !target.greet) return channel;
  ChannelStream stream(**channel);
  if (auto greeted = target.greet(stream, deadline); !greeted) {
    return tl::unexpected(greeted.error());
  }
  return channel;
}

class EpollLoop final : public ClientLoop {
 public:
  explicit EpollLoop(Descriptor epoll) : epoll_(std::move(epoll)) {}

  Result<std::size_t> connect(const Target& target, ClientTalk& talk, Deadline deadline) override {
    auto channel = open_channel(target, deadline);
    if (!channel) return tl::unexpected(channel.error());
    const std::size_t number = links_.size();
    epoll_event event{.events = EPOLLIN, .data = {.u64 = number}};
    if (::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, (*channel)->descriptor(), &event) != 0) {
      return fail(Errc::SystemFailed, 0, errno_text(errno));
    }
    links_.push_back({.channel = std::move(*channel), .talk = &talk});
    ++open_;
    return number;
  }

  void flush(std::size_t connection) override {
    Link& link = links_[connection];
    if (link.channel == nullptr) return;
    bool blocked = false;
    for (ByteView rest = link.talk->output(); !rest.empty() && !blocked;
         rest = link.talk->output()) {
      errno = 0;
      const Transfer sent = link.channel->write({&rest, 1});
      if (sent.state == Transfer::State::Moved) {
        link.talk->sent(sent.size);
      } else if (sent.state == Transfer::State::Blocked) {
        blocked = true;
      } else {
        lose(connection, Errc::WriteFailed);
        return;
      }
    }
    if (blocked == link.waits_for_room) return;
    link.waits_for_room = blocked;
    epoll_event event{.events = EPOLLIN, .data = {.u64 = connection}};
    if (blocked) event.events |= EPOLLOUT;
    static_cast<void>(
        ::epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, link.channel->descriptor(), &event));
  }

  void finish_sending(std::size_t connection) override {
    Link& link = links_[connection];
    if (link.channel != nullptr) link.channel->finish_sending();
  }

  void close(std::size_t connection) override {
    if (links_[connection].channel == nullptr) return;
    links_[connection].channel.reset();
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
    std::unique_ptr<Channel> channel;  // null: closed
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

  /// One read, and what TLS still holds of it.
  void receive(std::size_t connection) {
    Link& link = links_[connection];
    do {
      if (link.channel == nullptr) return;
      errno = 0;
      const Transfer got = link.channel->read(link.talk->input_space());
      switch (got.state) {
        case Transfer::State::Moved:
          link.talk->received(got.size);
          flush(connection);
          break;
        case Transfer::State::Ended:
          lose(connection, Errc::ConnectionClosed);
          break;
        case Transfer::State::Lost:
          lose(connection, Errc::ReadFailed);
          break;
        case Transfer::State::Blocked:
          return;
      }
    } while (link.channel != nullptr && link.channel->holds_input());
  }

  void lose(std::size_t connection, Errc code) {
    const int number = errno;
    close(connection);
    const bool told = code != Errc::ConnectionClosed && number != 0;
    links_[connection].talk->lost(
        {code, 0, told ? errno_text(number) : "the server closed the connection"});
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
