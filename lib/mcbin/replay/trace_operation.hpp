// One request of a cache trace: what was asked for, never what was in it. Traces record sizes, so
// values are made up.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/codec/opcode.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mcbin::replay {

inline constexpr std::size_t kTraceKeyBytesMax = 250;
inline constexpr std::uint32_t kTraceValueBytesMax = 8U << 20U;
/// How often one row may say that it was repeated.
inline constexpr std::uint32_t kTraceRepeatMax = 1'000'000;
/// Operations that are read, and played, together.
inline constexpr std::size_t kTraceBatch = 64;

struct TraceOperation {
  ByteView key;
  codec::Opcode opcode = codec::Opcode::Get;
  std::uint32_t value_bytes = 0;
  std::uint32_t ttl_seconds = 0;  // from when it is stored on; 0: for ever
  std::uint32_t repeat = 1;       // so many times in a row
  std::int64_t time_seconds = 0;  // when, after a moment that only the trace knows
};

/// Whether an operation's lifetime is sent along.
enum class TraceTtl : std::uint8_t { Keep, Drop };

/// Why a row was not played.
enum class TraceSkip : std::uint8_t {
  Malformed,         // too few columns, or no number where one belongs
  UnknownOperation,  // a word that names no operation
  BadKey,            // empty, or longer than a key can be
  ValueTooLarge,     // larger than kTraceValueBytesMax
};

inline constexpr std::array<std::string_view, 4> kTraceSkipNames = {
    "malformed", "unknown_operation", "bad_key", "value_too_large"};

}  // namespace mcbin::replay
