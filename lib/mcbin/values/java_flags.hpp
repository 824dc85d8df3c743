// The flags bits of spymemcached's SerializingTranscoder; for this room's own files. Numbers are
// big-endian without their leading zero bytes, so that 0 is the empty value.
#pragma once

#include <cstdint>

namespace mcbin::values {

inline constexpr std::uint32_t kJavaSerialized = 1;
inline constexpr std::uint32_t kJavaGzip = 2;
inline constexpr std::uint32_t kJavaTypeMask = 0xff00;
inline constexpr std::uint32_t kJavaBoolean = 0x100;
inline constexpr std::uint32_t kJavaInteger = 0x200;
inline constexpr std::uint32_t kJavaLong = 0x300;
inline constexpr std::uint32_t kJavaDate = 0x400;
inline constexpr std::uint32_t kJavaByte = 0x500;
inline constexpr std::uint32_t kJavaFloat = 0x600;
inline constexpr std::uint32_t kJavaDouble = 0x700;
inline constexpr std::uint32_t kJavaBytes = 0x800;

}  // namespace mcbin::values
