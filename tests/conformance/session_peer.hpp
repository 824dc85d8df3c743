// A peer without a socket: an engine session in this process, driven as net drives it, but
// deterministic. Time is a ManualClock's.
#pragma once

#include "conformance/peer.hpp"
#include "mcbin/base/byte_session.hpp"
#include "mcbin/base/clock.hpp"

#include <memory>

namespace mcbin::conformance {

/// Owns `session`; moves `clock`. Every read of the session gets a heap block of its own that ends
/// with the piece, so that a sanitizer sees each byte read too many.
[[nodiscard]] std::unique_ptr<Peer> make_session_peer(std::unique_ptr<ByteSession> session,
                                                      ManualClock& clock);

}  // namespace mcbin::conformance
