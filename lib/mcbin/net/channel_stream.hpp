// A channel as a stream that waits: for what is said before a connection joins a loop. Shared by
// the .cpp files of net only.
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/net/channel.hpp"

#include <sys/poll.h>

namespace mcbin::net {

/// Waits until `socket` has one of `events` (POLLIN, POLLOUT).
/// @return whether it has, before `deadline`; also true when the socket is broken, as the next call
///         of the system will tell.
[[nodiscard]] bool wait_for_socket(int socket, short events, Deadline deadline);

class ChannelStream final : public ByteStream {
 public:
  /// @param channel  outlives the stream.
  explicit ChannelStream(Channel& channel) : channel_(channel) {}

  [[nodiscard]] Result<void> write_all(ByteView bytes, Deadline deadline) override;
  [[nodiscard]] Result<std::size_t> read_some(MutableByteView space, Deadline deadline) override;

 private:
  Channel& channel_;
};

}  // namespace mcbin::net
