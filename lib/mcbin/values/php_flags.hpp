// The flags bits of php-memcached; for this room's own files. Bits 16 to 31 are the application's.
#pragma once

#include <cstdint>

namespace mcbin::values {

inline constexpr std::uint32_t kPhpTypeMask = 0x0f;
inline constexpr std::uint32_t kPhpInternalMask = 0xffff;
inline constexpr std::uint32_t kPhpString = 0;
inline constexpr std::uint32_t kPhpLong = 1;
inline constexpr std::uint32_t kPhpDouble = 2;
inline constexpr std::uint32_t kPhpBool = 3;
inline constexpr std::uint32_t kPhpSerialized = 4;
inline constexpr std::uint32_t kPhpIgbinary = 5;
inline constexpr std::uint32_t kPhpJson = 6;
inline constexpr std::uint32_t kPhpMsgpack = 7;
inline constexpr std::uint32_t kPhpCompressed = 16;
inline constexpr std::uint32_t kPhpZlib = 32;
inline constexpr std::uint32_t kPhpFastLz = 64;

/// Before a compressed stream stands the plain length, in the writer's own byte order, which is
/// little-endian on every machine in use.
inline constexpr std::size_t kPhpLengthBytes = 4;

}  // namespace mcbin::values
