// A request and its answers on one line, for those who come from tools that print transactions.
#pragma once

#include "mcbin/codec/placed_frame.hpp"
#include "mcbin/render/frame_line.hpp"

#include <span>
#include <string>

namespace mcbin::render {

/// Appends the line of `request` (nullptr: it is not in the capture) with the frames that answer
/// it.
void append_exchange_line(std::string& out, const codec::PlacedFrame* request,
                          std::span<const codec::PlacedFrame* const> answers,
                          const LineOptions& options);

}  // namespace mcbin::render
