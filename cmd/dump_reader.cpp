#include "cmd/dump_reader.hpp"

#include "cmd/input_lines.hpp"
#include "cmd/interrupts.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/base/clock.hpp"
#include "mcbin/capture/live_interface.hpp"
#include "mcbin/codec/stream_kind.hpp"
#include "mcbin/decoder/bare_stream.hpp"
#include "mcbin/render/dumped_line.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace mcbin::cmd {
namespace {

using capture::InputFormat;
using capture::PacketStep;

constexpr std::size_t kPieceBytes = 64U << 10U;
constexpr std::chrono::milliseconds kGrowthWait{50};
/// Who looks on does not want to wait for an answer that does not come.
constexpr std::int64_t kLiveWindowNs = 1'000'000'000;

}  // namespace

Result<void> DumpReader::read() {
  if (live()) watch_interrupts();
  auto ended = read_inputs();
  if (reader_ != nullptr) {
    reader_->finish(*decoder_);
    decoder_->finish();
    facts_.totals = reader_->totals();
    facts_.protocols = decoder_->protocols();
  }
  if (dumped_ != nullptr) {
    dumped_->finish();
    if (decoder_ == nullptr) facts_.protocols = dumped_->protocols();
  }
  if (progress_ != nullptr) progress_->clear();
  return ended;
}

Result<void> DumpReader::read_inputs() {
  if (options_.interface) return read_interface(*options_.interface);
  for (const std::string& path : options_.files) {
    if (auto done = read_file(path); !done) return done;
    if (sink_.done()) break;
  }
  return {};
}

Result<void> DumpReader::read_file(const std::string& path) {
  auto source = capture::open_source(path);
  if (!source) return tl::unexpected(source.error());
  progress_ = DumpProgress::create(path);
  auto decoded = capture::decode_source(std::move(*source), options_.format);
  if (!decoded) return tl::unexpected(decoded.error());
  if (decoded->format == InputFormat::JsonLines) return read_dump(std::move(decoded->bytes));
  const bool capture =
      decoded->format == InputFormat::Pcap || decoded->format == InputFormat::PcapNg;
  if (!capture) {
    facts_.bare = true;
    return read_bare(*decoded->bytes);
  }
  const auto end = options_.follow ? capture::FileEnd::MayGrow : capture::FileEnd::Final;
  auto packets = capture::open_packets(std::move(decoded->bytes), end);
  if (!packets) return tl::unexpected(packets.error());
  return read_packets(**packets);
}

Result<void> DumpReader::read_interface(const std::string& name) {
  auto packets = capture::open_interface({.interface = name, .filter = options_.packet_filter});
  if (!packets) return tl::unexpected(packets.error());
  return read_packets(**packets);
}

Result<void> DumpReader::prepare_traffic() {
  if (reader_ != nullptr) return {};
  const std::string filter = options_.interface ? std::string() : options_.packet_filter;
  auto reader = capture::TrafficReader::create({.server_ports = options_.ports, .filter = filter});
  if (!reader) return tl::unexpected(reader.error());
  reader_ = std::move(*reader);
  decoder::DecoderOptions decoding{.value_bytes_max = options_.value_bytes(),
                                   .junk_bytes_max = options_.junk_bytes(),
                                   .style = options_.lines.names,
                                   .ports = options_.ports};
  if (live()) decoding.window.age_ns_max = kLiveWindowNs;
  decoder_ = std::make_unique<decoder::TrafficDecoder>(std::move(decoding), sink_);
  return {};
}

Result<void> DumpReader::read_packets(capture::PacketSource& packets) {
  if (auto prepared = prepare_traffic(); !prepared) return prepared;
  facts_.captured = true;
  while (!sink_.done() && !interrupted()) {
    const auto step = reader_->step(packets, *decoder_);
    if (!step) return tl::unexpected(step.error());
    if (*step == PacketStep::End) break;
    if (*step == PacketStep::Waiting) {
      decoder_->idle(system_clock().now().wall_ms * 1'000'000);
      if (!options_.interface) std::this_thread::sleep_for(kGrowthWait);
    }
    if (live()) {
      if (auto written = sink_.flush(); !written) return written;
    }
    if (progress_ != nullptr) progress_->show(packets.position(), sink_.counts().frames());
  }
  return {};
}

Result<void> DumpReader::read_bare(capture::ByteSource& bytes) {
  decoder::BareStream stream({.value_bytes_max = options_.value_bytes(),
                              .junk_bytes_max = options_.junk_bytes(),
                              .style = options_.lines.names},
                             bare_frames_, sink_);
  ByteVector piece(kPieceBytes);
  Result<std::size_t> size = 0;
  std::uint64_t position = 0;
  while (!sink_.done() && (size = bytes.read(piece)) && *size > 0) {
    const ByteView read = ByteView{piece}.first(*size);
    if (facts_.front.size() < codec::kStreamKindBytes) {
      const std::size_t room = codec::kStreamKindBytes - facts_.front.size();
      append(facts_.front, read.first(std::min(read.size(), room)));
    }
    stream.feed(read);
    position += *size;
    if (progress_ != nullptr) progress_->show(position, sink_.counts().frames());
  }
  stream.finish();
  bare_frames_ = stream.frames();
  if (!size) return tl::unexpected(size.error());
  return {};
}

Result<void> DumpReader::read_dump(std::unique_ptr<capture::ByteSource> bytes) {
  facts_.dumped = true;
  if (dumped_ == nullptr) {
    dumped_ =
        std::make_unique<decoder::DumpedFrames>(decoder::WindowLimits{}, options_.ports, sink_);
  }
  dumped_->next_dump();
  InputLines lines(std::move(bytes));
  std::string_view line;
  Result<bool> read = false;
  std::uint64_t start = 0;
  for (; !sink_.done() && (read = lines.next(line)) && *read; start = lines.position()) {
    line = json_object_of(line);
    if (line.empty()) continue;
    if (auto taken = take_dumped(line); !taken) {
      return fail(Errc::BadText, start,
                  "line " + std::to_string(lines.number()) + ": " + taken.error().detail);
    }
    if (progress_ != nullptr) progress_->show(lines.position(), sink_.counts().frames());
  }
  if (!read) return tl::unexpected(read.error());
  return {};
}

/// Hands on what a line of a dump tells.
Result<void> DumpReader::take_dumped(std::string_view line) {
  using Kind = render::DumpedLine::Kind;
  auto event = render::read_dumped_line(line, options_.lines.names);
  if (!event) return tl::unexpected(event.error());
  switch (event->kind) {
    case Kind::Nothing:
      break;
    case Kind::Frame:
      if (options_.needs_whole_values() && !event->lack.empty()) {
        return fail(Errc::BadText, 0, std::string(event->lack));
      }
      dumped_->frame(event->frame);
      break;
    case Kind::Junk:
      dumped_->junk(event->junk);
      break;
    case Kind::Gap:
      dumped_->gap(event->gap);
      break;
    case Kind::Open:
      dumped_->open(event->connection, event->protocol);
      break;
    case Kind::Close:
      dumped_->close(event->close, event->protocol);
      break;
  }
  return {};
}

}  // namespace mcbin::cmd
