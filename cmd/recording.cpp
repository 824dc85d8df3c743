#include "cmd/recording.hpp"

#include "mcbin/capture/compressed_source.hpp"

namespace mcbin::cmd {
namespace {

using replay::TraceFormat;

constexpr unsigned kPackingsMax = 2;  // a packed file in a packed file

RecordingKind kind_of(TraceFormat format) {
  return format == TraceFormat::Twitter ? RecordingKind::Twitter : RecordingKind::CacheBench;
}

/// Unpacks `source` where it is packed. @return what it begins with.
Result<ByteVector> look_inside(std::unique_ptr<capture::ByteSource>& source) {
  for (unsigned depth = 0;; ++depth) {
    ByteVector head(capture::kGuessBytes);
    const auto size = capture::read_fully(*source, head);
    if (!size) return tl::unexpected(size.error());
    head.resize(*size);
    const capture::InputFormat format = capture::guess_format(head);
    source = capture::rewound_source(head, std::move(source));
    if (depth == kPackingsMax) return head;
    if (format == capture::InputFormat::Gzip) {
      source = capture::gzip_source(std::move(source));
    } else if (format == capture::InputFormat::Zstandard) {
      source = capture::zstd_source(std::move(source));
    } else {
      return head;
    }
  }
}

}  // namespace

std::optional<TraceFormat> Recording::trace() const {
  switch (kind) {
    case RecordingKind::Twitter:
      return TraceFormat::Twitter;
    case RecordingKind::CacheBench:
      return TraceFormat::CacheBench;
    case RecordingKind::Traffic:
    case RecordingKind::JsonLines:
      break;
  }
  return std::nullopt;
}

Result<Recording> open_recording(const std::string& path, std::optional<RecordingKind> wanted) {
  auto source = capture::open_source(path);
  if (!source) return tl::unexpected(source.error());
  auto head = look_inside(*source);
  if (!head) return tl::unexpected(head.error());
  // Before anything else: rows of numbers look like a hex dump, too.
  const auto format = replay::guess_trace_format(*head);
  Recording recording{.kind = wanted.value_or(format ? kind_of(*format) : RecordingKind::Traffic),
                      .source = {}};
  if (recording.trace()) {
    recording.source.bytes = std::move(*source);
    return recording;
  }
  auto decoded = capture::decode_source(std::move(*source), capture::WantedFormat::Guess);
  if (!decoded) return tl::unexpected(decoded.error());
  recording.source = std::move(*decoded);
  if (!wanted && recording.source.format == capture::InputFormat::JsonLines) {
    recording.kind = RecordingKind::JsonLines;
  }
  return recording;
}

}  // namespace mcbin::cmd
