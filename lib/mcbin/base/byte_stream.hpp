// The port between client (protocol, no sockets) and net, client side: a connected byte stream
// whose every wait has a deadline. Tests hand in a scripted stream.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <chrono>
#include <cstddef>

namespace mcbin {

/// A moment on the steady clock after which a wait is given up.
using Deadline = std::chrono::steady_clock::time_point;

/// `deadline`, `by` later; the farthest moment there is, if that were beyond it. `by` may be longer
/// than a Deadline can tell.
template <typename Rep, typename Period>
[[nodiscard]] Deadline later(Deadline deadline, std::chrono::duration<Rep, Period> by) {
  using Duration = std::chrono::duration<Rep, Period>;
  const auto room = std::chrono::duration_cast<Duration>(Deadline::max() - deadline);
  return by < room ? deadline + by : Deadline::max();
}

class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// Sends all of `bytes`.
  /// @return Errc::TimedOut, Errc::ConnectionClosed or Errc::WriteFailed.
  [[nodiscard]] virtual Result<void> write_all(ByteView bytes, Deadline deadline) = 0;

  /// Waits for at least one byte and reads what is there, at most space.size() bytes.
  /// @return the number of bytes, 0 at the orderly end of the stream; or Errc::TimedOut,
  ///         Errc::ReadFailed.
  [[nodiscard]] virtual Result<std::size_t> read_some(MutableByteView space, Deadline deadline) = 0;
};

}  // namespace mcbin
