// A frame byte by byte: each field with its place, its bytes and what they mean. For those who
// debug a client or learn the protocol.
#pragma once

#include "mcbin/codec/placed_frame.hpp"
#include "mcbin/render/frame_line.hpp"

#include <string>

namespace mcbin::render {

void append_frame_hex(std::string& out, const codec::PlacedFrame& frame,
                      const LineOptions& options);
void append_junk_hex(std::string& out, const codec::PlacedJunk& junk, const LineOptions& options);

}  // namespace mcbin::render
