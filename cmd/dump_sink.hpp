// Where decoded frames go: through the filter to standard output, to the summary, to a file. Counts
// everything that comes by for the sentences at the end.
#pragma once

#include "cmd/dump_options.hpp"
#include "cmd/frame_file.hpp"
#include "mcbin/decoder/exchanges.hpp"
#include "mcbin/decoder/frame_filter.hpp"
#include "mcbin/decoder/frame_sink.hpp"
#include "mcbin/render/dump_counts.hpp"
#include "mcbin/render/dump_format.hpp"
#include "mcbin/render/traffic_summary.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace mcbin::cmd {

/// Cut and missing parts of a capture.
struct GapCounts {
  std::uint64_t gaps = 0;
  std::uint64_t bytes = 0;
  std::uint64_t cut_packets = 0;  // of the gaps: snaplen
};

class DumpSink final : public decoder::FrameSink, public decoder::ExchangeSink {
 public:
  /// `options` must outlive it.
  explicit DumpSink(DumpOptions& options);

  /// Opens what is to be written to. @return Errc::WriteFailed.
  [[nodiscard]] Result<void> begin();
  /// Writes what has gathered to standard output. @return Errc::WriteFailed.
  [[nodiscard]] Result<void> flush();
  /// Writes what comes last: summary, histogram, the end of an array. @return Errc::WriteFailed.
  [[nodiscard]] Result<void> end();

  /// --head is satisfied, or a write has failed: nothing more is wanted.
  [[nodiscard]] bool done() const { return done_ || problem_.has_value(); }

  [[nodiscard]] const render::DumpCounts& counts() const { return counts_; }
  [[nodiscard]] const GapCounts& gaps() const { return gaps_; }
  /// Frames that passed the filter.
  [[nodiscard]] std::uint64_t passed() const { return passed_; }
  [[nodiscard]] bool filters() const { return !filter_.empty(); }

  void on_frame(const codec::PlacedFrame& frame) override;
  void on_junk(const codec::PlacedJunk& junk) override;
  void on_gap(const capture::Gap& gap) override;
  void on_open(const capture::ConnectionInfo& connection, codec::StreamKind kind) override;
  void on_close(const capture::ConnectionInfo& connection, codec::StreamKind kind,
                const capture::Close& close) override;
  void on_exchange(const decoder::Exchange& exchange) override;
  void on_stray(const codec::PlacedFrame& answer) override;

 private:
  void write_if_large();

  const DumpOptions& options_;
  decoder::FrameFilter filter_;
  render::DumpFormatter formatter_;
  std::unique_ptr<render::TrafficSummary> summary_;  // for --summary and --hdr
  std::unique_ptr<decoder::ExchangeAssembler> exchanges_;
  std::unique_ptr<FrameFile> file_;
  std::string out_;
  render::DumpCounts counts_;
  GapCounts gaps_;
  std::uint64_t passed_ = 0;
  bool lines_ = true;  // frames are written as they come
  bool done_ = false;
  std::optional<Error> problem_;
};

}  // namespace mcbin::cmd
