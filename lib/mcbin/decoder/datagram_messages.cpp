#include "mcbin/decoder/datagram_messages.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::decoder {

DatagramMessage* DatagramMessages::find(capture::Direction direction,
                                        const capture::UdpFrame& udp) {
  for (const auto& message : open_) {
    if (message->direction == direction && message->request_id == udp.request_id) {
      return message.get();
    }
  }
  return nullptr;
}

std::unique_ptr<DatagramMessage> DatagramMessages::keep(DatagramMessage message) {
  std::unique_ptr<DatagramMessage> gone;
  if (open_.size() == kOpenMax) gone = take_oldest();
  open_.push_back(std::make_unique<DatagramMessage>(std::move(message)));
  return gone;
}

std::unique_ptr<DatagramMessage> DatagramMessages::take_oldest() {
  return open_.empty() ? nullptr : take(open_.front().get());
}

std::unique_ptr<DatagramMessage> DatagramMessages::take(const DatagramMessage* message) {
  const auto found = std::find_if(open_.begin(), open_.end(),
                                  [message](const auto& one) { return one.get() == message; });
  if (found == open_.end()) return nullptr;
  std::unique_ptr<DatagramMessage> taken = std::move(*found);
  open_.erase(found);
  return taken;
}

}  // namespace mcbin::decoder
