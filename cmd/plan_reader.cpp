#include "cmd/plan_reader.hpp"

#include "cmd/dump_lines.hpp"
#include "cmd/dump_progress.hpp"
#include "mcbin/capture/packet_source.hpp"
#include "mcbin/capture/traffic_reader.hpp"
#include "mcbin/decoder/bare_stream.hpp"
#include "mcbin/decoder/traffic_decoder.hpp"

#include <limits>
#include <memory>

namespace mcbin::cmd {
namespace {

constexpr std::uint32_t kWholeValues = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kPieceBytes = 64U << 10U;

class PlanReader {
 public:
  PlanReader(const std::vector<std::uint16_t>& ports, const replay::PlanOptions& options)
      : builder_(options),
        ports_(ports),
        decoder_({.value_bytes_max = kWholeValues, .ports = ports}, builder_),
        dumped_({}, ports, builder_) {}

  Result<void> read(Recording recording, const std::string& path) {
    if (recording.trace()) {
      return fail(Errc::BadConfiguration, 0,
                  path + " is a cache trace; it cannot be played together with other files");
    }
    if (kind_.value_or(recording.kind) != recording.kind) {
      return fail(Errc::BadConfiguration, 0,
                  path + " is another kind of recording than the files before it");
    }
    kind_ = recording.kind;
    progress_ = DumpProgress::create(path);
    capture::DecodedSource& source = recording.source;
    const bool capture = source.format == capture::InputFormat::Pcap ||
                         source.format == capture::InputFormat::PcapNg;
    Result<void> done;
    if (recording.kind == RecordingKind::JsonLines) {
      done = read_lines(std::move(source.bytes), path);
    } else {
      done = capture ? read_capture(std::move(source.bytes)) : read_bare(*source.bytes);
    }
    if (progress_ != nullptr) progress_->clear();
    return done;
  }

  Result<replay::ReplayPlan> finish() {
    dumped_.finish();
    if (reader_ != nullptr) {
      reader_->finish(decoder_);
      decoder_.finish();
    }
    return builder_.take();
  }

 private:
  Result<void> read_capture(std::unique_ptr<capture::ByteSource> bytes) {
    auto packets = capture::open_packets(std::move(bytes));
    if (!packets) return tl::unexpected(packets.error());
    if (reader_ == nullptr) {
      auto reader = capture::TrafficReader::create({.server_ports = ports_});
      if (!reader) return tl::unexpected(reader.error());
      reader_ = std::move(*reader);
    }
    for (;;) {
      const auto step = reader_->step(**packets, decoder_);
      if (!step) return tl::unexpected(step.error());
      if (*step == capture::PacketStep::End) return {};
      if (progress_ != nullptr) progress_->show((*packets)->position(), 0);
    }
  }

  Result<void> read_bare(capture::ByteSource& bytes) {
    decoder::BareStream stream({.value_bytes_max = kWholeValues}, bare_frames_, builder_);
    ByteVector piece(kPieceBytes);
    for (;;) {
      const auto size = bytes.read(piece);
      if (!size) return tl::unexpected(size.error());
      if (*size == 0) break;
      stream.feed(ByteView(piece).first(*size));
    }
    stream.finish();
    bare_frames_ = stream.frames();
    return {};
  }

  Result<void> read_lines(std::unique_ptr<capture::ByteSource> bytes, const std::string& path) {
    InputLines lines(std::move(bytes));
    DumpLines dump;
    if (auto read = dump.read(lines, path); !read) return read;
    dumped_.next_dump();
    dump.hand_out(dumped_);
    return {};
  }

  replay::PlanBuilder builder_;
  std::optional<RecordingKind> kind_;  // of the files before
  const std::vector<std::uint16_t>& ports_;
  decoder::TrafficDecoder decoder_;
  decoder::DumpedFrames dumped_;
  std::unique_ptr<capture::TrafficReader> reader_;
  std::unique_ptr<DumpProgress> progress_;
  std::uint64_t bare_frames_ = 0;
};

}  // namespace

Result<replay::ReplayPlan> read_plan(Recording first, const PlanInputs& inputs,
                                     const replay::PlanOptions& options) {
  PlanReader reader(inputs.ports, options);
  auto read = reader.read(std::move(first), inputs.files.front());
  for (std::size_t at = 1; read && at < inputs.files.size(); ++at) {
    auto next = open_recording(inputs.files[at], inputs.kind);
    if (!next) return tl::unexpected(next.error());
    read = reader.read(std::move(*next), inputs.files[at]);
  }
  if (!read) return tl::unexpected(read.error());
  auto plan = reader.finish();
  if (plan && plan->connections.empty()) {
    std::uint64_t skipped = 0;
    for (const std::uint64_t count : plan->skipped) skipped += count;
    return fail(Errc::BadConfiguration, 0,
                skipped == 0 ? "there are no requests of the memcache binary protocol in it"
                             : "none of its " + std::to_string(skipped) +
                                   " requests may be sent; see --allow and --dry-run");
  }
  return plan;
}

}  // namespace mcbin::cmd
