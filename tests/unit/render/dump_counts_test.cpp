#include "mcbin/render/dump_counts.hpp"

#include "line_reader.hpp"

#include <catch2/catch.hpp>

namespace mcbin::render {
namespace {

using test::from_hex;

const char* const kNoop = "800a00000000000000000000876543210000000000000000";
const char* const kAnswer = "810a00000000000000000000876543210000000000000000";
const char* const kUnknown = "807f00000000000000000000876543210000000000000000";

TEST_CASE("render/dump_counts: frames are numbered, junk is not", "[render][dump]") {
  ByteVector stream;
  for (const char* part : {kNoop, "00112233445566", kAnswer}) append(stream, from_hex(part));
  const auto lines = test::dump_lines(ByteView{stream});
  REQUIRE(lines.size() == 3);
  CHECK(test::read_line(lines[0])["n"] == 1);
  CHECK(test::read_line(lines[1])["off"] == 24);
  CHECK(test::read_line(lines[1])["bytes"] == 7);
  CHECK(test::read_line(lines[2])["n"] == 2);
  CHECK(test::read_line(lines[2])["off"] == 31);
}

class CountSink final : public codec::ScanSink {
 public:
  void on_frame(const codec::ScannedFrame& frame) override {
    counts.add(frame, codec::NameStyle::Classic);
  }
  void on_junk(const codec::ScannedJunk& junk) override { counts.add(junk); }
  DumpCounts counts;
};

TEST_CASE("render/dump_counts: everything seen is counted", "[render][dump]") {
  CountSink sink;
  codec::FrameScanner scanner({});
  for (const char* part : {kNoop, kAnswer, kUnknown, kNoop, "0011223344", kNoop, "800a"}) {
    scanner.feed(from_hex(part), sink);
  }
  scanner.finish(sink);
  const DumpCounts& counts = sink.counts;
  CHECK(counts.requests == 5);
  CHECK(counts.responses == 1);
  CHECK(counts.frames() == 6);
  CHECK(counts.incomplete_frames == 1);
  CHECK(counts.missing_bytes == 22);
  CHECK(counts.warned_frames == 2);  // the unknown opcode and the cut header
  CHECK(counts.junk_stretches == 1);
  CHECK(counts.junk_bytes == 5);
  CHECK_FALSE(counts.flawless());
}

TEST_CASE("render/dump_counts: the counts make a sentence", "[render][dump]") {
  struct Row {
    DumpCounts counts;
    bool flawless;
    const char* sentence;
  };
  const Row rows[] = {
      {{}, true, "0 frames (0 requests, 0 responses)"},
      {{.requests = 2, .responses = 1}, true, "3 frames (2 requests, 1 response)"},
      {{.requests = 1, .junk_stretches = 1, .junk_bytes = 7},
       false,
       "1 frame (1 request, 0 responses), 7 bytes of junk in 1 place"},
      {{.requests = 5,
        .incomplete_frames = 1,
        .missing_bytes = 1,
        .warned_frames = 2,
        .junk_stretches = 2,
        .junk_bytes = 9},
       false,
       "5 frames (5 requests, 0 responses), 1 of them incomplete with 1 byte missing, "
       "2 frames with warnings, 9 bytes of junk in 2 places"},
      {{.requests = 1, .warned_frames = 1},
       false,
       "1 frame (1 request, 0 responses), 1 frame with warnings"},
  };
  for (const Row& row : rows) {
    CHECK(dump_sentence(row.counts) == row.sentence);
    CHECK(row.counts.flawless() == row.flawless);
  }
}

}  // namespace
}  // namespace mcbin::render
