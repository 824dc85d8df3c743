// The flags bits of the Python libraries; for this room's own files.
#pragma once

#include <cstdint>

namespace mcbin::values {

inline constexpr std::uint32_t kPythonPickle = 1;
inline constexpr std::uint32_t kPythonInteger = 2;  // pylibmc: also what was a bool
inline constexpr std::uint32_t kPythonLong = 4;     // pylibmc's int under Python 3
inline constexpr std::uint32_t kPythonZlib = 8;
inline constexpr std::uint32_t kPythonOther = 16;  // bmemcached: bytes; the others: text

}  // namespace mcbin::values
