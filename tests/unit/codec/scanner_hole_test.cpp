// The scanner where bytes were not recorded.
#include "mcbin/codec/frame_scanner.hpp"
#include "scan_recorder.hpp"

#include <catch2/catch.hpp>

namespace mcbin::codec {
namespace {

using test::from_hex;
using test::ScanRecorder;
using Lines = std::vector<std::string>;

// 24 bytes of header, 8 of extras, a key of three and a value of nine: 44 in all.
const char* const kSet =
    "80010003080000000000001487654321000000000000000000000000000000006b6579"
    "3132333435 36373839";
const char* const kNoop = "800a00000000000000000000000000010000000000000000";

struct Row {
  const char* name;
  std::size_t hole_at;
  std::uint64_t hole_size;
  Lines lines;
};

// The stream is a NOOP, the SET (offset 24 to 68) and two NOOPs.
const Row kRows[] = {
    {"inside the value",
     62,
     3,
     {"0+24 NOOP", "24+44 SET key key value 123 missing 3", "68+24 NOOP", "92+24 NOOP"}},
    {"inside the key",
     57,
     4,
     {"0+24 NOOP", "24+44 SET key k missing 4", "68+24 NOOP", "92+24 NOOP"}},
    {"the whole body", 48, 20, {"0+24 NOOP", "24+44 SET missing 20", "68+24 NOOP", "92+24 NOOP"}},
    {"to the end of the value",
     66,
     2,
     {"0+24 NOOP", "24+44 SET key key value 1234567 missing 2", "68+24 NOOP", "92+24 NOOP"}},
    {"inside the header, behind its lengths",
     38,
     6,
     {"0+24 NOOP", "24+44 SET header 14 missing 6", "68+24 NOOP", "92+24 NOOP"}},
};

void scan_with_hole(const Row& row, std::size_t piece_size, Confirm confirm,
                    ScanRecorder& recorder) {
  ByteVector stream = from_hex(kNoop);
  for (const char* part : {kSet, kNoop, kNoop}) append(stream, from_hex(part));
  FrameScanner scanner({.confirm = confirm});
  const auto feed = [&](std::size_t from, std::size_t to) {
    for (std::size_t at = from; at < to; at += piece_size) {
      scanner.feed(ByteView{stream}.subspan(at, std::min(piece_size, to - at)), recorder);
    }
  };
  feed(0, row.hole_at);
  scanner.skip(row.hole_size, recorder);
  feed(row.hole_at + row.hole_size, stream.size());
  scanner.finish(recorder);
}

TEST_CASE("codec/frame_scanner: a hole inside a frame keeps the step", "[codec][scanner]") {
  for (const Row& row : kRows) {
    for (const std::size_t piece : {1U, 10U, 1000U}) {
      for (const Confirm confirm : {Confirm::Always, Confirm::WhenDoubtful}) {
        INFO(row.name << ", pieces of " << piece);
        ScanRecorder recorder;
        scan_with_hole(row, piece, confirm, recorder);
        CHECK(recorder.lines == row.lines);
      }
    }
  }
}

/// Like ScanRecorder, but stretches without a report are expected: holes between frames.
class GapRecorder final : public ScanSink {
 public:
  void on_frame(const ScannedFrame& frame) override { pass(frame.offset).on_frame(frame); }
  void on_junk(const ScannedJunk& junk) override { pass(junk.offset).on_junk(junk); }
  [[nodiscard]] const Lines& lines() const { return recorder_.lines; }

 private:
  ScanRecorder& pass(std::uint64_t offset) {
    recorder_.next_offset = std::max(recorder_.next_offset, offset);
    return recorder_;
  }
  ScanRecorder recorder_;
};

struct LostRow {
  const char* name;
  std::size_t hole_at;
  std::uint64_t hole_size;
  Lines lines;
};

const LostRow kLostRows[] = {
    {"a whole frame between frames", 24, 44, {"0+24 NOOP", "68+24 NOOP", "92+24 NOOP"}},
    {"from a value into the next header",
     62,
     10,
     {"0+24 NOOP", "24+44 SET key key value 123 missing 6", "72+20 junk after_hole", "92+24 NOOP"}},
    {"the front of a header",
     20,
     10,
     {"0+24 NOOP header 20 missing 4", "30+38 junk after_hole", "68+24 NOOP", "92+24 NOOP"}},
    {"the lengths of a header",
     30,
     10,
     {"0+24 NOOP", "24+6 junk before_hole", "40+28 junk after_hole", "68+24 NOOP", "92+24 NOOP"}},
};

TEST_CASE("codec/frame_scanner: after a hole over a header the next frame is found",
          "[codec][scanner]") {
  ByteVector stream = from_hex(kNoop);
  for (const char* part : {kSet, kNoop, kNoop}) append(stream, from_hex(part));
  for (const LostRow& row : kLostRows) {
    INFO(row.name);
    GapRecorder recorder;
    FrameScanner scanner({.confirm = Confirm::WhenDoubtful});
    scanner.feed(ByteView{stream}.first(row.hole_at), recorder);
    scanner.skip(row.hole_size, recorder);
    scanner.feed(ByteView{stream}.subspan(row.hole_at + row.hole_size), recorder);
    scanner.finish(recorder);
    CHECK(recorder.lines() == row.lines);
  }
}

TEST_CASE("codec/frame_scanner: a hole ends a stretch of junk", "[codec][scanner]") {
  GapRecorder recorder;
  FrameScanner scanner({});
  scanner.feed(from_hex("0102"), recorder);
  scanner.skip(5, recorder);
  scanner.feed(from_hex("030405"), recorder);
  scanner.finish(recorder);
  CHECK(recorder.lines() == Lines{"0+2 junk unknown_magic", "7+3 junk after_hole"});
}

TEST_CASE("codec/frame_scanner: a hole of no bytes changes nothing", "[codec][scanner]") {
  ScanRecorder recorder;
  FrameScanner scanner({});
  scanner.feed(from_hex("800a0000000000"), recorder);
  scanner.skip(0, recorder);
  scanner.feed(from_hex("0000000000000000010000000000000000"), recorder);
  scanner.finish(recorder);
  CHECK(recorder.lines == Lines{"0+24 NOOP"});
}

}  // namespace
}  // namespace mcbin::codec
