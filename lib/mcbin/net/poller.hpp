// Which sockets of one thread have something to do, and how other threads wake it: epoll and an
// eventfd. Shared by the .cpp files of net only.
//
// Workers use this instead of an io_context because of what a request costs: Asio reads a socket
// once more after every request, only to find it empty, or tells the system anew that it waits.
// Here a socket that is watched stays watched, and each readiness costs one read.
#pragma once

#include "mcbin/net/descriptor.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

namespace mcbin::net {

/// What a watched socket waits for. Its breaking is always told.
enum class Interest : std::uint8_t { Nothing, Input, Output };

/// A watched socket that has something to do.
struct Ready {
  void* owner = nullptr;  // what watch() was given
  bool broken = false;    // it has ended or failed: the next read or write says how
};

/// All but wake() belongs to one thread.
class Poller {
 public:
  /// Throws std::system_error when the system has no descriptor for it.
  Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  /// Tells `owner` when `descriptor` is ready, again and again for as long as it is. Closing the
  /// descriptor ends it. Throws std::system_error.
  void watch(int descriptor, Interest interest, void* owner);

  /// Changes what a watched descriptor waits for.
  void change(int descriptor, Interest interest, void* owner);

  /// Waits until something is ready, somebody calls wake(), or `timeout` has passed (rounded up to
  /// milliseconds). The result is valid until the next call.
  [[nodiscard]] std::span<const Ready> wait(std::chrono::nanoseconds timeout);

  /// Whether the last wait() ended because of wake(); asking forgets it.
  [[nodiscard]] bool woken();

  /// Ends the wait that is going on, or else the next one. From any thread.
  void wake();

 private:
  static constexpr std::size_t kReadyMax = 128;

  Descriptor epoll_;
  Descriptor alarm_;
  bool woken_ = false;
  std::array<Ready, kReadyMax> ready_;
};

}  // namespace mcbin::net
