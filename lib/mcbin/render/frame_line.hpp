// A frame, or what lies between frames, as one line of JSON. The fields, their order and their
// types are a promise: frame_line.schema.json beside this file holds them, kSchemaVersion counts
// them. Absent fields are left out, never null; 64-bit numbers are strings.
#pragma once

#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/placed_frame.hpp"
#include "mcbin/render/json_line.hpp"
#include "mcbin/render/redaction.hpp"
#include "mcbin/values/client_library.hpp"

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

/// Whether a frame's bytes are written as they are, besides what they mean.
enum class RawBytes : std::uint8_t { Leave, Show };

/// Whether values get their SHA-256; the scanner must hand over whole values then.
enum class ValueHash : std::uint8_t { Leave, Sha256 };

/// Bytes of a value that the scanner should hand over so that counters, versions and statistics can
/// be told, however few of them are shown.
inline constexpr std::uint32_t kMeaningBytesMin = 64;

struct LineOptions {
  ValueStyle values = ValueStyle::Auto;
  std::uint32_t value_bytes_max = 64;  // of a value, in a line
  Secrets secrets = Secrets::Redact;
  codec::NameStyle names = codec::NameStyle::Classic;
  RawBytes raw = RawBytes::Leave;
  ValueHash hash = ValueHash::Leave;
  values::ClientLibrary client = values::ClientLibrary::None;  // whose values they are
  Redaction redaction;
};

/// Appends the line of `frame`.
void append_frame_line(std::string& out, const codec::PlacedFrame& frame,
                       const LineOptions& options);

/// Writes what the line of `frame` says, but for its version and kind, into an open object.
void write_frame_fields(JsonLine& line, const codec::PlacedFrame& frame,
                        const LineOptions& options);

/// Appends the line of a stretch of bytes that is no frame.
void append_junk_line(std::string& out, const codec::PlacedJunk& junk, const LineOptions& options);

}  // namespace mcbin::render
