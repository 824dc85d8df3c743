// Where a frame lies in a capture and which frame belongs to it, as JSON fields.
#pragma once

#include "mcbin/codec/placed_frame.hpp"
#include "mcbin/render/json_line.hpp"

namespace mcbin::render {

/// "c2s" or "s2c".
[[nodiscard]] std::string_view direction_name(codec::Sender sender);

/// `ts`, `conn` and `dir` for frames of a capture, `off` always, then `pkt` and `udp_id`.
void write_place(JsonLine& line, const codec::PlacedFrame& frame);
void write_place(JsonLine& line, const codec::PlacedJunk& junk);

/// `pair`, `answers`, `outcome`, latencies: what is known of them.
void write_pair(JsonLine& line, const codec::PlacedFrame& frame);

}  // namespace mcbin::render
