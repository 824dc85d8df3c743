// A frame with its place in recorded traffic: which connection and direction, when, and which frame
// answers it. Plain data that the decoder fills in and that filters, renderers, reports and replays
// read. How a pair is found: pairing.hpp.
#pragma once

#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/codec/header_doubts.hpp"
#include "mcbin/codec/status.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace mcbin::codec {

/// What became of a request.
enum class Outcome : std::uint8_t {
  None,            // not a request, or nobody looks for answers in this input
  Hit,             // a look-up, answered with its value
  Miss,            // answered: there is no such key
  Ok,              // answered with success
  Error,           // answered with any other status
  ImpliedMiss,     // a quiet look-up; a later answer came instead of one
  ImpliedSuccess,  // a quiet change; likewise
  Open,            // quiet, and nothing came afterwards that would tell
  Unanswered,      // the connection ended, or many later requests were answered, without an answer
  OneWay,          // the capture has nothing of the direction in which the answer would be
  Undecided,       // the answer was too far away to be waited for
};

/// The stable name of `outcome`: "hit", "implied_miss", ...; empty for None.
[[nodiscard]] std::string_view outcome_name(Outcome outcome);

/// A frame and the frame that belongs to it.
struct PairInfo {
  Outcome outcome = Outcome::None;
  bool uncertain = false;           // a gap may have swallowed frames: the pair may be a wrong one
  std::uint64_t number = 0;         // of the request, or of its first answer; 0: none is known
  std::uint32_t answers = 0;        // frames that answer the request, as far as it is known
  std::uint32_t value_length = 0;   // of the other frame
  std::optional<Status> status;     // of the answer, for a request
  std::optional<Opcode> request;    // opcode of the request, for an answer
  std::int64_t first_byte_ns = -1;  // from the request's last byte to the answer's first; -1: none
  std::int64_t last_byte_ns = -1;   // from the request's last byte to the answer's last; -1: none

  [[nodiscard]] bool paired() const { return number != 0; }
};

/// Where in the recording a frame lies.
struct FramePlace {
  std::uint64_t number = 0;      // 1, 2, 3, ... over the whole input
  std::uint64_t connection = 0;  // 0: the input has none, it is a bare stream
  Sender sender = Sender::Anybody;
  std::int64_t first_ns = 0;  // when its first byte came, since 1970
  std::int64_t last_ns = 0;   // and its last
  std::uint64_t first_packet = 0;
  std::uint64_t last_packet = 0;
  std::optional<std::uint16_t> datagram;  // the request id of the UDP message that carried it
  bool collections = false;  // document keys begin with a collection id (collection_key.hpp)
};

/// The views in `frame` live until the sink returns.
struct PlacedFrame {
  ScannedFrame frame;
  FramePlace place;
  PairInfo pair;
};

/// Bytes between frames, and where they lie. The sample lives until the sink returns.
struct PlacedJunk {
  ScannedJunk junk;
  std::uint64_t connection = 0;
  Sender sender = Sender::Anybody;
  std::int64_t time_ns = 0;  // when its end was known
};

}  // namespace mcbin::codec
