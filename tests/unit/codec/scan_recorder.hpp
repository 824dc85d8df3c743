// A sink that writes down what the scanner reports, one line of text each, and checks that the
// reports lie end to end. For the scanner's tests.
#pragma once

#include "mcbin/codec/frame_scanner.hpp"
#include "support/exact_bytes.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace mcbin::test {

class ScanRecorder final : public codec::ScanSink {
 public:
  void on_frame(const codec::ScannedFrame& frame) override {
    expect_at(frame.offset, frame.length);
    std::string line = std::to_string(frame.offset) + "+" + std::to_string(frame.length) + " ";
    line += codec::opcode_name(frame.header.opcode);
    if (frame.header_bytes < codec::kHeaderSize)
      line += " header " + std::to_string(frame.header_bytes);
    if (!frame.key.empty()) line += " key " + std::string(as_text(frame.key));
    if (!frame.value.empty()) line += " value " + std::string(as_text(frame.value));
    if (!frame.whole()) line += " missing " + std::to_string(frame.missing);
    for (unsigned bit = 0; bit < codec::kDoubtKinds; ++bit) {
      const auto doubt = static_cast<codec::Doubt>(1U << bit);
      if (frame.doubts.has(doubt)) line += " " + std::string(codec::doubt_name(doubt));
    }
    lines.push_back(line);
    body_hex.push_back(to_hex(frame.body));
    frames += 1;
  }

  void on_junk(const codec::ScannedJunk& junk) override {
    if (junk.length == 0) throw std::logic_error("junk of no length");
    expect_at(junk.offset, junk.length);
    lines.push_back(std::to_string(junk.offset) + "+" + std::to_string(junk.length) + " junk " +
                    std::string(junk_reason_name(junk.reason)));
    body_hex.push_back(to_hex(junk.sample));
  }

  std::vector<std::string> lines;
  std::vector<std::string> body_hex;  // of each line: the body kept, or the junk's sample
  std::uint64_t next_offset = 0;      // where the next report has to start
  std::size_t frames = 0;

 private:
  void expect_at(std::uint64_t offset, std::uint64_t length) {
    if (offset != next_offset) {
      throw std::logic_error("reported " + std::to_string(offset) + " after " +
                             std::to_string(next_offset));
    }
    next_offset = offset + length;
  }
};

/// What a scanner reports of `stream`, fed in pieces of `piece_size`.
inline ScanRecorder scan_pieces(ByteView stream, std::size_t piece_size,
                                const codec::ScanOptions& options = {}) {
  ScanRecorder recorder;
  codec::FrameScanner scanner(options);
  for (std::size_t at = 0; at < stream.size(); at += piece_size) {
    const ExactBytes piece(stream.subspan(at, std::min(piece_size, stream.size() - at)));
    scanner.feed(piece.view(), recorder);
  }
  scanner.finish(recorder);
  if (recorder.next_offset != stream.size()) throw std::logic_error("bytes without a report");
  return recorder;
}

inline ScanRecorder scan_whole(ByteView stream, const codec::ScanOptions& options = {}) {
  return scan_pieces(stream, std::max<std::size_t>(stream.size(), 1), options);
}

}  // namespace mcbin::test
