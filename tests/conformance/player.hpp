// Plays one conversation with one peer and says what was not as expected.
#pragma once

#include "conformance/conversation.hpp"
#include "conformance/delivery.hpp"
#include "conformance/peer.hpp"

#include <string>

namespace mcbin::conformance {

/// Plays `conversation` over a fresh connection. An open ending is proved by a NOOP, whose answer
/// has to be the next thing that comes; a closed one by reading the end.
/// @return what was not as expected, with the step's number; empty when everything was.
[[nodiscard]] std::string play(const Conversation& conversation, const Delivery& delivery,
                               Peer& peer);

/// Sends a NOOP and wants exactly its answer.
/// @return the complaint, or empty.
[[nodiscard]] std::string complaint_of_noop(Peer& peer);

}  // namespace mcbin::conformance
