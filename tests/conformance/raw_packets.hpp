// Hostile and malformed requests by name: what memcached and others once fell over, as bytes, with
// the one correct reaction. Each is a conversation; all of them try to smuggle a SET of
// kSmuggledKey past the parser wherever a body gives room for it.
#pragma once

#include "conformance/conversation.hpp"

#include <string_view>
#include <vector>

namespace mcbin::conformance {

/// A key that only a body taken for a command can store.
inline constexpr std::string_view kSmuggledKey = "EVIL";

/// Lengths that contradict each other, overflow or claim what never comes.
[[nodiscard]] std::vector<Conversation> length_packets();

/// Bodies that look like commands, values where none belongs, unknown opcodes with bodies.
[[nodiscard]] std::vector<Conversation> smuggling_packets();

/// Semantics that once were wrong somewhere: exact counters, exact names, keys of any bytes.
[[nodiscard]] std::vector<Conversation> semantic_packets();

/// Every opcode with every combination of key, extras and body lengths at 0, 1, n-1, n, n+1 and the
/// maximum, where n is what the opcode takes; the expectation is computed from the opcode's rules.
[[nodiscard]] std::vector<Conversation> length_combinations();

}  // namespace mcbin::conformance
