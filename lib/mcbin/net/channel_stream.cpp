#include "mcbin/net/channel_stream.hpp"

#include <algorithm>
#include <cerrno>
#include <limits>

namespace mcbin::net {

using State = Transfer::State;

bool wait_for_socket(int socket, short events, Deadline deadline) {
  pollfd waiting{.fd = socket, .events = events, .revents = 0};
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const auto wait_ms = std::clamp<std::int64_t>(left.count(), 0, std::numeric_limits<int>::max());
    const int ready = ::poll(&waiting, 1, static_cast<int>(wait_ms));
    if (ready < 0 && errno == EINTR) continue;
    return ready != 0;
  }
}

Result<void> ChannelStream::write_all(ByteView bytes, Deadline deadline) {
  while (!bytes.empty()) {
    const Transfer sent = channel_.write({&bytes, 1});
    if (sent.state == State::Moved) {
      bytes = bytes.subspan(sent.size);
    } else if (sent.state != State::Blocked) {
      return fail(Errc::WriteFailed, 0, "the connection broke");
    } else if (!wait_for_socket(channel_.descriptor(), POLLOUT, deadline)) {
      return fail(Errc::TimedOut, 0, "the peer does not read");
    }
  }
  return {};
}

Result<std::size_t> ChannelStream::read_some(MutableByteView space, Deadline deadline) {
  for (;;) {
    const Transfer got = channel_.read(space);
    switch (got.state) {
      case State::Moved:
        return got.size;
      case State::Ended:
        return std::size_t{0};
      case State::Lost:
        return fail(Errc::ReadFailed, 0, "the connection broke");
      case State::Blocked:
        break;
    }
    if (!wait_for_socket(channel_.descriptor(), POLLIN, deadline)) {
      return fail(Errc::TimedOut, 0, "no answer");
    }
  }
}

}  // namespace mcbin::net
