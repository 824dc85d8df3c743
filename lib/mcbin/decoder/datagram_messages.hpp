// The UDP messages of one pair of endpoints: datagrams of one request id put together again. Most
// messages are one datagram; the few that are more wait here for the rest of theirs.
#pragma once

#include "mcbin/decoder/placed_stream.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace mcbin::decoder {

/// One message in the making.
struct DatagramMessage {
  capture::Direction direction = capture::Direction::ClientToServer;
  std::uint16_t request_id = 0;
  std::uint16_t next_index = 0;
  std::uint16_t count = 1;
  PlacedStream stream;
};

class DatagramMessages {
 public:
  /// Messages in the making at once; the oldest is given up for a new one.
  static constexpr std::size_t kOpenMax = 32;

  /// The message that the datagram belongs to and goes on, or nullptr.
  [[nodiscard]] DatagramMessage* find(capture::Direction direction, const capture::UdpFrame& udp);
  /// Keeps `message`. @return the one that had to go for it, or nullptr.
  [[nodiscard]] std::unique_ptr<DatagramMessage> keep(DatagramMessage message);
  /// Takes the oldest away; nullptr when there is none.
  [[nodiscard]] std::unique_ptr<DatagramMessage> take_oldest();
  [[nodiscard]] std::unique_ptr<DatagramMessage> take(const DatagramMessage* message);

 private:
  std::vector<std::unique_ptr<DatagramMessage>> open_;  // the oldest first
};

}  // namespace mcbin::decoder
