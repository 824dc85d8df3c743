#include "cmd/recording.hpp"

namespace mcbin::cmd {
namespace {

using replay::TraceFormat;

RecordingKind kind_of(TraceFormat format) {
  return format == TraceFormat::Twitter ? RecordingKind::Twitter : RecordingKind::CacheBench;
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
  auto decoded = capture::decode_source(std::move(*source), capture::WantedFormat::Guess);
  if (!decoded) return tl::unexpected(decoded.error());
  Recording recording{.kind = wanted.value_or(RecordingKind::Traffic),
                      .source = std::move(*decoded)};
  if (wanted) return recording;
  if (recording.source.format == capture::InputFormat::JsonLines) {
    recording.kind = RecordingKind::JsonLines;
  }
  if (recording.source.format != capture::InputFormat::Raw) return recording;
  ByteVector head(capture::kGuessBytes);
  const auto size = capture::read_fully(*recording.source.bytes, head);
  if (!size) return tl::unexpected(size.error());
  head.resize(*size);
  if (const auto format = replay::guess_trace_format(head)) recording.kind = kind_of(*format);
  recording.source.bytes =
      capture::rewound_source(std::move(head), std::move(recording.source.bytes));
  return recording;
}

}  // namespace mcbin::cmd
