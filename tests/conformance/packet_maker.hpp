// Words to write requests and answers as patterns, so that the tables of packets read like the
// specification.
#pragma once

#include "conformance/conversation.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mcbin::conformance {

/// A request header with whatever lengths the test claims, as hex.
struct Claim {
  std::uint8_t opcode = 0;
  std::uint16_t key = 0;
  std::uint8_t extras = 0;
  std::uint32_t body = 0;
  std::uint32_t opaque = 1;
};
[[nodiscard]] std::string header(const Claim& claim);

/// A whole request whose lengths are right. All parts are bytes.
struct Parts {
  std::uint8_t opcode = 0;
  std::string_view extras;
  std::string_view key;
  std::string_view value;
  std::uint32_t opaque = 1;
};
[[nodiscard]] std::string request(const Parts& parts);

/// An error frame with memcached's text for the status, CAS 0.
[[nodiscard]] std::string error(std::uint8_t opcode, std::uint16_t status,
                                std::uint32_t opaque = 1);

/// Status 0 without a body; `cas` says whether it carries one.
enum class Cas : std::uint8_t { Zero, Some };
[[nodiscard]] std::string done(std::uint8_t opcode, Cas cas, std::uint32_t opaque = 1);

/// A hit: flags 0, an item CAS, `key` (empty for opcodes without) and value.
[[nodiscard]] std::string hit(std::uint8_t opcode, std::string_view key, std::string_view value,
                              std::uint32_t opaque = 1);

/// Hex of any bytes.
[[nodiscard]] std::string hex_of(std::string_view bytes);

/// NOOP and its answer: what proves that a stream is in step.
inline constexpr std::string_view kNoopRequest = "800a00000000000000000000feedf00d0000000000000000";
inline constexpr std::string_view kNoopReply = "810a00000000000000000000feedf00d0000000000000000";

/// A conversation of one write: `packets`, then a NOOP; `answers`, then, if it stays open, the
/// NOOP's.
[[nodiscard]] Conversation one_write(std::string name, std::vector<std::string> packets,
                                     std::vector<std::string> answers, Ending ending);

}  // namespace mcbin::conformance
