// Datagrams of one direction of a UDP conversation in the order of their message: the frame header
// of eight bytes is read, and datagrams that overtook others wait.
#pragma once

#include "mcbin/capture/held_segments.hpp"
#include "mcbin/capture/traffic.hpp"

#include <cstdint>
#include <list>

namespace mcbin::capture {

inline constexpr std::size_t kUdpFrameBytes = 8;

/// The frame header at the front of `datagram`; not present when it cannot be one.
[[nodiscard]] UdpFrame read_udp_frame(ByteView datagram);

/// The messages of several datagrams that are not whole yet.
class UdpMessages {
 public:
  /// Messages kept at once; the oldest is given up for another.
  static constexpr std::size_t kMessagesMax = 64;

  struct Message {
    Message(std::uint16_t id, std::uint16_t datagrams, HeldBudget& budget)
        : request_id(id), count(datagrams), held(budget) {}
    std::uint16_t request_id;
    std::uint16_t count;
    std::uint16_t next_index = 0;
    HeldSegments held;  // by index
  };

  /// The message that `frame` belongs to, or null.
  [[nodiscard]] Message* find(const UdpFrame& frame);
  Message& begin(const UdpFrame& frame, HeldBudget& budget);
  void drop(const Message& message);

  [[nodiscard]] bool full() const { return messages_.size() >= kMessagesMax; }
  [[nodiscard]] bool empty() const { return messages_.empty(); }
  [[nodiscard]] Message& oldest() { return messages_.front(); }

 private:
  std::list<Message> messages_;
};

}  // namespace mcbin::capture
