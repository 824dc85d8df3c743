// A line of a dump read back as the event that it tells: a frame, junk, a gap, a connection. What
// is not in the line (the rest of a value that was cut) is not in the event either.
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/placed_frame.hpp"
#include "mcbin/codec/stream_kind.hpp"

#include <cstdint>
#include <string_view>

namespace mcbin::render {

/// One event; of the members, those that belong to `kind`. May be moved, not copied.
struct DumpedLine {
  enum class Kind : std::uint8_t {
    Nothing,  // a sum
    Frame,    // `frame`, without its number; of its pair only whether it is uncertain
    Junk,     // `junk`
    Gap,      // `gap`
    Open,     // `connection`, `protocol`
    Close,    // `connection`, of which only the id is known, `protocol`, `close`
  };

  DumpedLine() = default;
  DumpedLine(DumpedLine&&) noexcept = default;
  DumpedLine& operator=(DumpedLine&&) noexcept = default;
  DumpedLine(const DumpedLine&) = delete;
  DumpedLine& operator=(const DumpedLine&) = delete;
  ~DumpedLine() = default;

  Kind kind = Kind::Nothing;
  codec::PlacedFrame frame;
  codec::PlacedJunk junk;
  capture::Gap gap;
  capture::ConnectionInfo connection;
  codec::StreamKind protocol = codec::StreamKind::Unknown;
  capture::Close close;
  std::string_view lack;  // of a frame whose value was cut or left out when it was dumped: why
  ByteVector bytes;       // that the views in `frame` and `junk` show
};

/// Reads one line of `dump-frame`; warnings follow from `names` anew.
/// @return Errc::BadText with a sentence when it is no such line, or holds tokens in place of keys.
[[nodiscard]] Result<DumpedLine> read_dumped_line(std::string_view line, codec::NameStyle names);

}  // namespace mcbin::render
