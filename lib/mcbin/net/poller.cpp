// Poller over Linux's epoll, level-triggered.
#include "mcbin/net/poller.hpp"

#include <algorithm>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <system_error>

namespace mcbin::net {
namespace {

std::uint32_t events_of(Interest interest) {
  switch (interest) {
    case Interest::Nothing:
      break;
    case Interest::Input:
      return EPOLLIN;
    case Interest::Output:
      return EPOLLOUT;
  }
  return 0;
}

Descriptor checked(int number, const char* what) {
  if (number < 0) throw std::system_error(errno, std::system_category(), what);
  return Descriptor(number);
}

}  // namespace

Poller::Poller()
    : epoll_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll")),
      alarm_(checked(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")) {
  watch(alarm_.number(), Interest::Input, nullptr);
}

void Poller::watch(int descriptor, Interest interest, void* owner) {
  epoll_event event{.events = events_of(interest), .data = {.ptr = owner}};
  if (::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event) != 0) {
    throw std::system_error(errno, std::system_category(), "epoll");
  }
}

void Poller::change(int descriptor, Interest interest, void* owner) {
  epoll_event event{.events = events_of(interest), .data = {.ptr = owner}};
  static_cast<void>(::epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, descriptor, &event));
}

std::span<const Ready> Poller::wait(std::chrono::nanoseconds timeout) {
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(timeout).count();
  std::array<epoll_event, kReadyMax> events;
  const int got = ::epoll_wait(epoll_.number(), events.data(), static_cast<int>(events.size()),
                               static_cast<int>(std::max<std::int64_t>(milliseconds, 0)));
  const auto count = static_cast<std::size_t>(std::max(got, 0));
  std::size_t sockets = 0;
  for (const epoll_event& event : std::span(events).first(count)) {
    if (event.data.ptr != nullptr) {
      const bool broken = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
      ready_[sockets++] = {.owner = event.data.ptr, .broken = broken};
    } else {
      woken_ = true;
      std::uint64_t ignored = 0;
      static_cast<void>(::read(alarm_.number(), &ignored, sizeof ignored) < 0);
    }
  }
  return std::span(ready_).first(sockets);
}

bool Poller::woken() {
  return std::exchange(woken_, false);
}

void Poller::wake() {
  const std::uint64_t one = 1;
  static_cast<void>(::write(alarm_.number(), &one, sizeof one) < 0);
}

}  // namespace mcbin::net
