// What a client library would make of a value and its flags, as JSON fields.
#pragma once

#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/render/frame_line.hpp"

namespace mcbin::render {

/// `decoded`, an object; nothing when the frame has no flags, its value is not whole, or the flags
/// tell nothing.
void write_decoded_value(JsonLine& line, const codec::ScannedFrame& frame,
                         const LineOptions& options);

}  // namespace mcbin::render
