#include "mcbin/capture/udp_messages.hpp"

#include "mcbin/base/endian.hpp"

#include <algorithm>

namespace mcbin::capture {

UdpFrame read_udp_frame(ByteView datagram) {
  if (datagram.size() < kUdpFrameBytes) return {};
  const UdpFrame frame{.present = true,
                       .request_id = load_be16(datagram.data()),
                       .index = load_be16(datagram.data() + 2),
                       .count = load_be16(datagram.data() + 4)};
  const bool reserved_is_zero = load_be16(datagram.data() + 6) == 0;
  // memcached numbers an answer without content 0 of 0.
  const bool nothing = frame.index == 0 && frame.count == 0 && datagram.size() == kUdpFrameBytes;
  return reserved_is_zero && (nothing || frame.index < frame.count) ? frame : UdpFrame{};
}

UdpMessages::Message* UdpMessages::find(const UdpFrame& frame) {
  const auto found =
      std::find_if(messages_.begin(), messages_.end(), [&frame](const Message& message) {
        return message.request_id == frame.request_id && message.count == frame.count;
      });
  return found == messages_.end() ? nullptr : &*found;
}

UdpMessages::Message& UdpMessages::begin(const UdpFrame& frame, HeldBudget& budget) {
  return messages_.emplace_back(frame.request_id, frame.count, budget);
}

void UdpMessages::drop(const Message& message) {
  messages_.remove_if([&message](const Message& other) { return &other == &message; });
}

}  // namespace mcbin::capture
