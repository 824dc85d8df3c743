// A frame as one line for people: when, who, what, and how it ended.
#pragma once

#include "mcbin/codec/placed_frame.hpp"
#include "mcbin/render/frame_line.hpp"

#include <string>

namespace mcbin::render {

/// Appends `text` so that a terminal shows it and nothing else happens: what does not print, quotes
/// and backslashes as \xNN.
void append_printable(std::string& out, ByteView text);

/// `ns` nanoseconds as "143.2us", "1.5ms", "2.1s".
[[nodiscard]] std::string duration_text(std::int64_t ns);

void append_frame_text(std::string& out, const codec::PlacedFrame& frame,
                       const LineOptions& options);
void append_junk_text(std::string& out, const codec::PlacedJunk& junk, const LineOptions& options);

}  // namespace mcbin::render
