#include "mcbin/codec/frame_scanner.hpp"

#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/request.hpp"
#include "recorded_frames.hpp"
#include "scan_recorder.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>

namespace mcbin::codec {
namespace {

using test::from_hex;
using test::scan_pieces;
using test::scan_whole;
using test::ScanRecorder;
using Lines = std::vector<std::string>;

const char* const kNoop = "800a00000000000000000000876543210000000000000000";
const char* const kGet = "80000003000000000000000300000001000000000000000061 6263";
const char* const kSet = "80010001080000000000000b00000002000000000000000000000000000000006b 7631";
const char* const kContradicting = "8000000500000000000000030000000200000000000000006162 63";
const char* const kEndless =
    "8001000108000000fffffff0000000050000000000000000 00000000 00000000 6b";

ByteVector joined(std::initializer_list<const char*> parts) {
  ByteVector bytes;
  for (const char* part : parts) append(bytes, from_hex(part));
  return bytes;
}

struct Row {
  const char* name;
  std::vector<const char*> parts;
  Lines lines;
};

const Row kRows[] = {
    {"nothing", {}, {}},
    {"frames end to end",
     {kNoop, kGet, kSet},
     {"0+24 NOOP", "24+27 GET key abc", "51+35 SET key k value v1"}},
    {"junk between frames",
     {kNoop, kGet, "00ff20646f6721", kSet},
     {"0+24 NOOP", "24+27 GET key abc", "51+7 junk unknown_magic", "58+35 SET key k value v1"}},
    {"junk at both ends",
     {"0102", kNoop, "030405"},
     {"0+2 junk unknown_magic", "2+24 NOOP", "26+3 junk unknown_magic"}},
    {"junk around every frame",
     {"aa80", kNoop, "8081aa", kGet, "80", kSet, "8100"},
     {"0+2 junk unknown_magic", "2+24 NOOP", "26+3 junk not_a_header", "29+27 GET key abc",
      "56+1 junk not_a_header", "57+35 SET key k value v1", "92+2 GET header 2 missing 22"}},
    {"junk of nothing but magics",
     {kNoop, "80808080808080", kGet},
     {"0+24 NOOP", "24+7 junk not_a_header", "31+27 GET key abc"}},
    {"the start of a frame before a frame",
     {kNoop, "80010001080000", kGet, kNoop},
     {"0+24 NOOP", "24+7 junk not_a_header", "31+27 GET key abc", "58+24 NOOP"}},
    {"the start of a frame before the last frame",
     {kNoop, "80010001080000", kGet},
     {"0+24 NOOP", "24+7 junk not_a_header", "31+27 GET key abc"}},
    {"all but the last byte of a header before a frame",
     {kNoop, "800a000000000000000000008765432100000000000000", kGet, kNoop},
     {"0+24 NOOP", "24+23 junk not_a_header", "47+27 GET key abc", "74+24 NOOP"}},
    {"lengths that contradict each other keep the step",
     {kNoop, kContradicting, kGet},
     {"0+24 NOOP", "24+27 GET body_lt_key_extras", "51+27 GET key abc"}},
    {"an unknown opcode keeps the step",
     {"807f000000000000000000020000000000000000000000006162", kNoop},
     {"0+26  value ab unknown_opcode", "26+24 NOOP"}},
    {"an endless body at the end",
     {kNoop, kEndless},
     {"0+24 NOOP", "24+33 SET key k missing 4294967271 body_too_long"}},
    {"a known magic and then noise",
     {"8013579bdf2468ace013579bdf2468ace013579bdf2468ace013579bdf2468ac"},
     {"0+32 junk not_a_header"}},
    {"an unknown opcode without a witness",
     {"807f000000000000000000020000000000000000000000006162", "0102030405", kNoop},
     {"0+31 junk not_a_header", "31+24 NOOP"}},
    {"text", {"67657420612062 63 0d0a"}, {"0+10 junk unknown_magic"}},
};

TEST_CASE("codec/frame_scanner: frames, junk and tails are found where they lie",
          "[codec][scanner]") {
  for (const Row& row : kRows) {
    INFO(row.name);
    ByteVector stream;
    for (const char* part : row.parts) append(stream, from_hex(part));
    CHECK(scan_whole(stream).lines == row.lines);
    for (const std::size_t piece : {1U, 7U, 24U, 25U}) {
      INFO("pieces of " << piece);
      CHECK(scan_pieces(stream, piece).lines == row.lines);
    }
  }
}

TEST_CASE("codec/frame_scanner: a stream cut anywhere ends with what is missing",
          "[codec][scanner]") {
  const ByteVector stream = joined({kNoop, kSet});
  for (std::size_t size = 25; size < stream.size(); ++size) {
    INFO("first " << size << " bytes");
    const ScanRecorder found = scan_whole(ByteView{stream}.first(size));
    REQUIRE(found.lines.size() == 2);
    // From byte 12 of a header on the length of its frame is known.
    const std::size_t whole = size < 24 + 12 ? 24 + kHeaderSize : stream.size();
    CHECK(found.lines[1].ends_with("missing " + std::to_string(whole - size)));
    const char* opcode = size > 25 ? " SET" : " GET";  // one byte does not tell which yet
    CHECK(found.lines[1].starts_with("24+" + std::to_string(size - 24) + opcode));
  }
}

TEST_CASE("codec/frame_scanner: what is cut is shown as far as it came", "[codec][scanner]") {
  struct CutRow {
    std::size_t size;
    const char* line;
  };
  const CutRow rows[] = {
      {24, "0+24 SET missing 11"},      {32, "0+32 SET missing 3"},
      {33, "0+33 SET key k missing 2"}, {34, "0+34 SET key k value v missing 1"},
      {35, "0+35 SET key k value v1"},
  };
  for (const CutRow& row : rows) {
    const ByteVector stream = from_hex(kSet);
    CHECK(scan_whole(ByteView{stream}.first(row.size)).lines == Lines{row.line});
  }
}

TEST_CASE("codec/frame_scanner: of a large value only what was asked for is kept",
          "[codec][scanner]") {
  const ByteVector key(250, 'k');
  const ByteVector value(10'000'000, 'v');
  ByteVector stream;
  append_frame(make_request(Opcode::Set, store_extras(StoreExtras{}), key, value), stream);
  append(stream, from_hex(kNoop));
  ScanRecorder recorder;
  FrameScanner scanner({.value_bytes_max = 5});
  std::size_t memory_max = 0;
  for (std::size_t at = 0; at < stream.size(); at += 1460) {
    const std::size_t size = std::min<std::size_t>(1460, stream.size() - at);
    scanner.feed(ByteView{stream}.subspan(at, size), recorder);
    memory_max = std::max(memory_max, scanner.memory_bytes());
  }
  scanner.finish(recorder);
  REQUIRE(recorder.lines.size() == 2);
  CHECK(recorder.lines[0].ends_with(" value vvvvv"));
  CHECK(recorder.lines[1] == std::to_string(stream.size() - 24) + "+24 NOOP");
  CHECK(memory_max <= 3 * FrameScanner::kViewBytesMax);
}

TEST_CASE("codec/frame_scanner: an endless claim costs no memory", "[codec][scanner]") {
  ScanRecorder recorder;
  FrameScanner scanner({.value_bytes_max = 64});
  scanner.feed(from_hex(kEndless), recorder);
  const ByteVector piece(60'000, 0);
  for (int n = 0; n < 200; ++n) scanner.feed(piece, recorder);
  CHECK(scanner.memory_bytes() <= 3 * FrameScanner::kViewBytesMax);
  scanner.finish(recorder);
  REQUIRE(recorder.frames == 1);
  CHECK(recorder.lines[0].ends_with(
      "missing " + std::to_string(0xfffffff0 + 24ULL - 33 - 12'000'000) + " body_too_long"));
}

TEST_CASE("codec/frame_scanner: frames inside a value stay a value", "[codec][scanner]") {
  ByteVector value;
  for (int n = 0; n < 20; ++n) append(value, from_hex(n % 2 == 0 ? kNoop : kGet));
  ByteVector stream;
  const ByteVector key{'k'};
  append_frame(make_request(Opcode::Set, store_extras(StoreExtras{}), key, value), stream);
  append(stream, from_hex(kNoop));
  CHECK(scan_whole(stream).frames == 2);
}

TEST_CASE("codec/frame_scanner: what lies beyond the view decides nothing", "[codec][scanner]") {
  struct ViewRow {
    const char* name;
    std::size_t frames_at;  // where two frames lie inside the value
    std::size_t frames;
  };
  const ViewRow rows[] = {
      {"inside the view", FrameScanner::kViewBytesMax - 48, 3},
      {"reaching over its end", FrameScanner::kViewBytesMax - 47, 1},
      {"beyond it", FrameScanner::kViewBytesMax, 1},
  };
  for (const ViewRow& row : rows) {
    INFO(row.name);
    // A header that could be one, and claims far more than there is.
    ByteVector stream = from_hex("800100010800000000ffffff000000020000000000000000");
    stream.resize(row.frames_at, 0x11);
    for (const char* part : {kNoop, kNoop, kNoop}) append(stream, from_hex(part));
    stream.resize(stream.size() + 50'000, 0x22);
    const ScanRecorder whole = scan_whole(stream);
    CHECK(whole.frames == row.frames);
    CHECK(scan_pieces(stream, 1).lines == whole.lines);
    CHECK(scan_pieces(stream, 1000).lines == whole.lines);
  }
}

TEST_CASE("codec/frame_scanner: a live stream is not kept waiting", "[codec][scanner]") {
  ScanRecorder recorder;
  FrameScanner scanner({.confirm = Confirm::WhenDoubtful});
  scanner.feed(from_hex(kNoop), recorder);
  CHECK(recorder.lines == Lines{"0+24 NOOP"});
  CHECK(scanner.memory_bytes() == 0);
}

TEST_CASE("codec/frame_scanner: the sender decides which magics fit", "[codec][scanner]") {
  const ByteVector answer = from_hex("810a00000000000000000000876543210000000000000000");
  ByteVector stream;
  append(stream, answer);
  append(stream, answer);
  CHECK(scan_whole(stream, {.sender = Sender::Server}).lines == Lines{"0+24 NOOP", "24+24 NOOP"});
  CHECK(scan_whole(stream, {.sender = Sender::Client}).lines ==
        Lines{"0+24 NOOP wrong_direction", "24+24 NOOP wrong_direction"});
}

TEST_CASE("codec/frame_scanner: a new stream goes on counting where the last ended",
          "[codec][scanner]") {
  ScanRecorder recorder;
  FrameScanner scanner({});
  scanner.feed(from_hex(kNoop), recorder);
  scanner.feed(from_hex("800a00"), recorder);
  CHECK(scanner.offset() == 27);
  scanner.finish(recorder);
  scanner.feed(from_hex(kNoop), recorder);
  scanner.finish(recorder);
  CHECK(recorder.lines == Lines{"0+24 NOOP", "24+3 NOOP header 3 missing 21", "27+24 NOOP"});
}

TEST_CASE("codec/frame_scanner: recorded streams are the same frames in any pieces",
          "[codec][scanner][vectors]") {
  constexpr std::size_t kStreamSizeMax = 100'000;
  std::size_t frames = 0;
  for (const test::RecordedStream& stream : test::recorded_streams()) {
    INFO(stream.name);
    const ScanRecorder whole = scan_whole(stream.bytes);
    frames += whole.frames;
    if (stream.bytes.size() > kStreamSizeMax) continue;
    for (const std::size_t piece : {1U, 13U, 1460U}) {
      const ScanRecorder pieces = scan_pieces(stream.bytes, piece);
      CHECK(pieces.lines == whole.lines);
      CHECK(pieces.body_hex == whole.body_hex);
    }
  }
  CHECK(frames > 1000);
}

/// Streams of frames, cut frames, changed bytes and noise, from a seed.
ByteVector disturbed_stream(std::mt19937& random) {
  static const std::vector<test::RecordedStream> recorded = test::recorded_streams();
  ByteVector stream;
  const auto below = [&random](std::size_t limit) { return random() % limit; };
  for (std::size_t parts = 1 + below(6); parts > 0; --parts) {
    ByteVector part = recorded[below(recorded.size())].bytes;
    part.resize(std::min<std::size_t>(part.size(), 400));
    if (below(2) == 0 && !part.empty()) part.resize(below(part.size()) + 1);
    for (std::size_t changes = below(3); changes > 0 && !part.empty(); --changes) {
      part[below(part.size())] = static_cast<Byte>(random());
    }
    append(stream, part);
    const Byte magics[] = {0x80, 0x81, 0x08, 0x00};
    for (std::size_t noise = below(20); noise > 0; --noise) {
      stream.push_back(below(2) == 0 ? magics[below(4)] : static_cast<Byte>(random()));
    }
  }
  return stream;
}

TEST_CASE("codec/frame_scanner: disturbed streams are reported whole, in any pieces",
          "[codec][scanner]") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const ByteVector stream = disturbed_stream(random);
    for (const Confirm confirm : {Confirm::Always, Confirm::WhenDoubtful}) {
      const ScanOptions options{.value_bytes_max = 16, .confirm = confirm};
      const ScanRecorder whole = scan_whole(stream, options);
      for (const std::size_t piece : {std::size_t{1}, 2 + random() % 60}) {
        const ScanRecorder pieces = scan_pieces(stream, piece, options);
        CHECK(pieces.lines == whole.lines);
        CHECK(pieces.body_hex == whole.body_hex);
      }
    }
  }
}

}  // namespace
}  // namespace mcbin::codec
