#include "cmd/dump_sink.hpp"

#include "cmd/standard_streams.hpp"
#include "cmd/written_file.hpp"

#include <utility>
#include <vector>

namespace mcbin::cmd {
namespace {

constexpr std::size_t kWriteBytes = 256U << 10U;

}  // namespace

DumpSink::DumpSink(DumpOptions& options)
    : options_(options),
      filter_(std::move(options.filter)),
      formatter_(options.output, options.lines),
      lines_(!options.summary) {
  if (options.summary || options.hdr_file) {
    summary_ = std::make_unique<render::TrafficSummary>(options.summary_options);
  }
  if (options.transactions) exchanges_ = std::make_unique<decoder::ExchangeAssembler>(*this);
  out_.reserve(kWriteBytes + (kWriteBytes >> 2U));
}

Result<void> DumpSink::begin() {
  if (options_.write_file) {
    auto file = FrameFile::create(*options_.write_file);
    if (!file) return tl::unexpected(file.error());
    file_ = std::move(*file);
  }
  if (lines_) formatter_.begin(out_);
  return {};
}

Result<void> DumpSink::flush() {
  if (problem_) return tl::unexpected(*problem_);
  if (out_.empty()) return {};
  auto written = write_stdout(out_);
  out_.clear();
  if (!written) problem_ = written.error();
  return written;
}

Result<void> DumpSink::end() {
  if (exchanges_ != nullptr) exchanges_->finish();
  if (lines_) formatter_.end(out_);
  if (options_.summary) {
    out_ += options_.output == render::OutputFormat::Text ? summary_->text() : summary_->json();
  }
  if (auto written = flush(); !written) return written;
  if (file_ != nullptr) {
    if (auto written = file_->finish(); !written) return written;
  }
  if (options_.hdr_file) return write_file(*options_.hdr_file, summary_->latency().hdr_text());
  return {};
}

void DumpSink::on_frame(const codec::PlacedFrame& frame) {
  if (done()) return;
  counts_.add(frame.frame, options_.lines.names);
  if (!filter_.passes(frame)) return;
  ++passed_;
  if (summary_ != nullptr) summary_->frame(frame);
  if (file_ != nullptr) file_->frame(frame);
  if (exchanges_ != nullptr) {
    exchanges_->on_frame(frame);
  } else if (lines_) {
    formatter_.frame(out_, frame);
  }
  write_if_large();
  if (options_.head && passed_ >= *options_.head) done_ = true;
}

void DumpSink::on_junk(const codec::PlacedJunk& junk) {
  if (done()) return;
  counts_.add(junk.junk);
  if (!filter_.passes(junk)) return;
  if (summary_ != nullptr) summary_->junk(junk);
  if (lines_) formatter_.junk(out_, junk);
}

void DumpSink::on_gap(const capture::Gap& gap) {
  if (done()) return;
  ++gaps_.gaps;
  gaps_.bytes += gap.size;
  if (gap.reason == capture::GapReason::Snaplen) ++gaps_.cut_packets;
  if (!filter_.passes_connection(gap.connection)) return;
  if (summary_ != nullptr) summary_->gap(gap);
  if (lines_) formatter_.gap(out_, gap);
}

void DumpSink::on_open(const capture::ConnectionInfo& connection, codec::StreamKind kind) {
  if (done()) return;
  if (file_ != nullptr) file_->open(connection);
  if (summary_ != nullptr) summary_->open(connection);
  if (lines_ && filter_.passes_connection(connection.id)) formatter_.open(out_, connection, kind);
}

void DumpSink::on_close(const capture::ConnectionInfo& connection, codec::StreamKind kind,
                        const capture::Close& close) {
  if (done()) return;
  if (file_ != nullptr) file_->close(connection.id);
  if (summary_ != nullptr) summary_->close(connection, kind, close);
  if (lines_ && filter_.passes_connection(connection.id)) {
    formatter_.close(out_, connection, kind, close);
  }
}

void DumpSink::on_exchange(const decoder::Exchange& exchange) {
  if (!lines_) return;
  std::vector<const codec::PlacedFrame*> answers;
  for (const decoder::KeptFrame& answer : exchange.answers) answers.push_back(&answer.frame());
  formatter_.exchange(out_, &exchange.request, answers);
}

void DumpSink::on_stray(const codec::PlacedFrame& answer) {
  if (!lines_) return;
  const codec::PlacedFrame* const answers[] = {&answer};
  formatter_.exchange(out_, nullptr, answers);
}

void DumpSink::write_if_large() {
  if (out_.size() >= kWriteBytes) static_cast<void>(flush());  // problem_ keeps a failure
  if (file_ != nullptr && file_->problem()) problem_ = *file_->problem();
}

}  // namespace mcbin::cmd
