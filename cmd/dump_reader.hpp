// Reads the inputs of `mcbin dump-frame` one after another through the decoder: captures and live
// interfaces as traffic, dumps as the events that they tell, everything else as bare streams.
#pragma once

#include "cmd/dump_options.hpp"
#include "cmd/dump_progress.hpp"
#include "cmd/dump_sink.hpp"
#include "mcbin/capture/traffic_reader.hpp"
#include "mcbin/decoder/dumped_frames.hpp"
#include "mcbin/decoder/traffic_decoder.hpp"

#include <memory>
#include <string>

namespace mcbin::cmd {

/// What was read, for the sentences at the end.
struct DumpFacts {
  bool captured = false;  // at least one input was a capture
  bool dumped = false;    // at least one was what dump-frame wrote
  bool bare = false;      // at least one was neither
  ByteVector front;       // the first bytes of a bare input
  capture::TrafficTotals totals;
  decoder::ProtocolCounts protocols;
};

class DumpReader {
 public:
  /// Both must outlive it.
  DumpReader(const DumpOptions& options, DumpSink& sink) : options_(options), sink_(sink) {}

  /// Reads until the end, until the sink has enough, or until the user interrupts.
  /// @return what the inputs return (Errc::Truncated: a capture that is cut short); everything up
  ///     to there has gone to the sink.
  [[nodiscard]] Result<void> read();

  [[nodiscard]] const DumpFacts& facts() const { return facts_; }

 private:
  [[nodiscard]] Result<void> read_inputs();
  [[nodiscard]] Result<void> read_file(const std::string& path);
  [[nodiscard]] Result<void> read_interface(const std::string& name);
  [[nodiscard]] Result<void> read_packets(capture::PacketSource& packets);
  [[nodiscard]] Result<void> read_bare(capture::ByteSource& bytes);
  [[nodiscard]] Result<void> read_dump(std::unique_ptr<capture::ByteSource> bytes);
  [[nodiscard]] Result<void> take_dumped(std::string_view line);
  [[nodiscard]] Result<void> prepare_traffic();
  [[nodiscard]] bool live() const { return options_.interface || options_.follow; }

  const DumpOptions& options_;
  DumpSink& sink_;
  DumpFacts facts_;
  std::unique_ptr<capture::TrafficReader> reader_;    // made for the first capture
  std::unique_ptr<decoder::TrafficDecoder> decoder_;  // likewise
  std::unique_ptr<decoder::DumpedFrames> dumped_;     // made for the first dump
  std::unique_ptr<DumpProgress> progress_;
  std::uint64_t bare_frames_ = 0;
};

}  // namespace mcbin::cmd
