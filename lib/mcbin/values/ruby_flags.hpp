// The flags bits of Dalli; for this room's own files.
#pragma once

#include <cstdint>

namespace mcbin::values {

inline constexpr std::uint32_t kRubyMarshal = 1;
inline constexpr std::uint32_t kRubyCompressed = 2;

}  // namespace mcbin::values
