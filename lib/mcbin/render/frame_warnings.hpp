// What is odd about a frame, as stable codes: the header's doubts and what only the body shows.
#pragma once

#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/render/json_line.hpp"

#include <string_view>
#include <vector>

namespace mcbin::render {

/// The codes in a fixed order, each at most once; empty for a good frame.
[[nodiscard]] std::vector<std::string_view> warnings_of(const codec::ScannedFrame& frame,
                                                        codec::NameStyle names);

/// Whether there are any. Being cut off behind the header is none.
[[nodiscard]] bool has_warnings(const codec::ScannedFrame& frame, codec::NameStyle names);

/// Whether `framing_extras` are items from end to end, with nothing left over.
[[nodiscard]] bool splits_into_items(ByteView framing_extras);

/// Whether the framing extras are whole but do not fall into items.
[[nodiscard]] bool framing_extras_are_bad(const codec::ScannedFrame& frame);

/// Writes the list "warn", unless it is empty.
void write_warnings(JsonLine& line, const codec::ScannedFrame& frame, codec::NameStyle names);

}  // namespace mcbin::render
