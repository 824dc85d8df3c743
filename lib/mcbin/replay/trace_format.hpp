// The two forms in which cache traces are published, both CSV: Twitter's, without a heading and
// with seven columns, and cachebench's, whose first line names its columns.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/codec/opcode.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mcbin::replay {

enum class TraceFormat : std::uint8_t {
  Twitter,     // timestamp,key,key size,value size,client id,operation,TTL
  CacheBench,  // key,op,size,op_count,key_size[,ttl][,op_time], in the order of the first line
};

/// The columns of a cachebench trace that matter.
enum class TraceColumn : std::uint8_t { Key, Operation, Size, Count, KeySize, Ttl, Time };
inline constexpr std::size_t kTraceColumns = 7;
inline constexpr std::size_t kTraceFieldsMax = 32;

/// Which field of a line holds which column; nothing where there is none.
using TraceHeading = std::array<std::optional<std::uint8_t>, kTraceColumns>;

/// The format of a recording that begins with `head`, when it is a cache trace.
[[nodiscard]] std::optional<TraceFormat> guess_trace_format(ByteView head);

/// Reads the first line of a cachebench trace.
/// @return Errc::BadText with a sentence when a column is missing that must be there.
[[nodiscard]] Result<TraceHeading> read_trace_heading(std::string_view line);

/// The opcode of an operation's name in a trace: "get", "SET", ... Look-ups that fetch a CAS, too,
/// are look-ups; a store by CAS, whose CAS is not recorded, is a replace.
[[nodiscard]] std::optional<codec::Opcode> trace_opcode(std::string_view name);

}  // namespace mcbin::replay
