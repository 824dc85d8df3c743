// What a series of STAT answers has to look like, and the names in it that tools depend on. Values
// are the engine's unit tests' business.
#pragma once

#include "conformance/peer.hpp"

#include <string>
#include <string_view>

namespace mcbin::conformance {

/// Reads one series of STAT answers: every frame well formed and with the request's opaque, no name
/// twice, an empty frame at the end, and in between every name that the group owes to its readers.
/// @param request  the STAT as a pattern of plain hex.
/// @return the complaint, or empty.
[[nodiscard]] std::string complaint_of_stat_series(FrameReader& reader, std::string_view request);

}  // namespace mcbin::conformance
