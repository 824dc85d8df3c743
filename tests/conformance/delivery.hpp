// How the bytes of a conversation reach the server: each write whole, byte by byte, or cut in two
// at one offset of the whole stream. A server must not be able to tell the difference.
#pragma once

#include "conformance/conversation.hpp"
#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mcbin::conformance {

struct Delivery {
  enum class Kind : std::uint8_t {
    Whole,
    Bytes,      // each byte its own piece
    EdgeBytes,  // the first and last bytes of each write one by one, the rest in large pieces
    SplitAt,    // one cut, at `offset` of the stream
  } kind = Kind::Whole;
  std::size_t offset = 0;

  [[nodiscard]] std::string name() const;

  /// The pieces of one write that starts at `stream_offset` of everything sent.
  [[nodiscard]] std::vector<ByteView> pieces(ByteView write, std::size_t stream_offset) const;
};

/// Which offsets are tried.
enum class Splits : std::uint8_t {
  None,   // whole and byte by byte only
  Every,  // every offset of the stream
  Edges,  // around the start and end of each request's header and body, and buffer sizes
};

/// All deliveries of a conversation: whole, byte by byte, and the splits. Streams above
/// kEverySplitBytesMax are split at the edges in any case.
[[nodiscard]] std::vector<Delivery> all_deliveries(const Conversation& conversation, Splits splits,
                                                   Delivery::Kind bytewise);

/// Streams up to this size are split at every offset.
inline constexpr std::size_t kEverySplitBytesMax = 8192;

}  // namespace mcbin::conformance
