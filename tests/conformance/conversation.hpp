// One conversation with a server: what is sent in which writes, what has to come back, and whether
// the connection is open afterwards. Vectors, raw packets and differences are all conversations;
// where they come from and how they are played lives elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::conformance {

/// How the answers of a conversation are compared.
enum class Match : std::uint8_t {
  Exact,      // byte for byte, where the pattern has no mask
  Version,    // as Exact, but the value of a VERSION answer is any version number
  StatNames,  // a well-formed series of STAT frames that has the names tools depend on
  Text,       // not frames but text, byte for byte
  Datagram,   // frames in datagrams, with their 8 bytes in front
};

/// What the server has done with the connection when everything is answered.
enum class Ending : std::uint8_t { Open, Closed };

/// What has to be true before the conversation starts.
enum class Precondition : std::uint8_t {
  None,
  MemoryFull,       // stores have been made until the first was refused
  ConnectionsFull,  // as many connections are open as the server allows
};

/// In place of a step's patterns: any well-formed series of STAT frames.
inline constexpr std::string_view kStatSeries = "STAT...";

/// One write and everything that has to come back before the next. Patterns are described in
/// wire_pattern.hpp. A step that only waits has nothing to send and `sleep_ms`.
struct Step {
  std::vector<std::string> send;     // request patterns, one write
  std::vector<std::string> receive;  // frame patterns, in order
  std::string receive_text;          // Match::Text: the bytes
  std::int64_t sleep_ms = 0;
};

struct Conversation {
  std::string name;
  std::vector<std::string> server_args;  // in memcached's words
  Precondition precondition = Precondition::None;
  Match match = Match::Exact;
  std::vector<Step> steps;
  Ending ending = Ending::Open;
  /// Only the whole delivery: what has to come back depends on what one read of the server holds.
  bool whole_only = false;

  /// Bytes that all writes together have.
  [[nodiscard]] std::size_t bytes_sent() const;
  /// Whether real time has to pass for it.
  [[nodiscard]] bool waits() const;
};

}  // namespace mcbin::conformance
