// Reads the recorded exchanges of tests/vectors/vectors.jsonl: one JSON object a line, recorded
// from memcached 1.6.18 and compared with 1.6.45.
#pragma once

#include "conformance/conversation.hpp"
#include "mcbin/base/error.hpp"

#include <string>
#include <vector>

namespace mcbin::conformance {

/// Whose answers are expected where memcached's versions differ.
enum class Edition : std::uint8_t {
  V1_6_18,  // Debian 12's memcached
  V1_6_45,  // the newest, which mcbin follows
};

/// @return every vector of the file as a conversation; Errc::ReadFailed or Errc::BadText with the
///         line in at_byte.
[[nodiscard]] Result<std::vector<Conversation>> read_vectors(const std::string& path,
                                                             Edition edition);

}  // namespace mcbin::conformance
