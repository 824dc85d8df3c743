// A recording opened, whatever it is: which kind, as the user says or as its first bytes show.
#pragma once

#include "mcbin/capture/decoded_source.hpp"
#include "mcbin/replay/trace_format.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace mcbin::cmd {

enum class RecordingKind : std::uint8_t {
  Traffic,     // a capture, or the bytes of requests
  JsonLines,   // what dump-frame writes
  Twitter,     // cache traces
  CacheBench,  //
};

struct Recording {
  RecordingKind kind = RecordingKind::Traffic;
  capture::DecodedSource source;

  /// The format, when it is a cache trace.
  [[nodiscard]] std::optional<replay::TraceFormat> trace() const;
};

/// @param wanted  nothing: guessed from what is in it. Packed files are unpacked either way.
/// @return as open_source() and decode_source().
[[nodiscard]] Result<Recording> open_recording(const std::string& path,
                                               std::optional<RecordingKind> wanted);

}  // namespace mcbin::cmd
