// A frame, or what lies between frames, as one line of JSON. The fields, their order and their
// types are a promise: frame_line.schema.json beside this file holds them, kSchemaVersion counts
// them. Absent fields are left out, never null; 64-bit numbers are strings.
#pragma once

#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/codec/opcode.hpp"

#include <cstdint>
#include <string>

namespace mcbin::render {

inline constexpr unsigned kSchemaVersion = 1;

/// How values are written.
enum class ValueStyle : std::uint8_t {
  Auto,  // UTF-8 where they are, else base64
  None,  // lengths only
  Utf8,  // UTF-8 where they are, else lengths only
  Base64,
  Hex,
};

/// Whether passwords and what comes with them are written.
enum class Secrets : std::uint8_t { Redact, Show };

/// Bytes of a value that the scanner should hand over so that counters, versions and statistics can
/// be told, however few of them are shown.
inline constexpr std::uint32_t kMeaningBytesMin = 64;

struct LineOptions {
  ValueStyle values = ValueStyle::Auto;
  std::uint32_t value_bytes_max = 64;  // of a value, in a line
  Secrets secrets = Secrets::Redact;
  codec::NameStyle names = codec::NameStyle::Classic;
};

/// Appends the line of `frame`, the `number`th of its input.
void append_frame_line(std::string& out, const codec::ScannedFrame& frame, std::uint64_t number,
                       const LineOptions& options);

/// Appends the line of a stretch of bytes that is no frame.
void append_junk_line(std::string& out, const codec::ScannedJunk& junk);

/// Whether a frame's line carries warnings. Being cut off is none.
[[nodiscard]] bool has_warnings(const codec::ScannedFrame& frame, codec::NameStyle names);

}  // namespace mcbin::render
