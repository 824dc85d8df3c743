// What a dump tells goes through pairing and order once more and gives the same dump.
#include "mcbin/decoder/dumped_frames.hpp"

#include "capture_dump.hpp"
#include "frame_builder.hpp"
#include "mcbin/render/dump_format.hpp"
#include "mcbin/render/dumped_line.hpp"

#include <catch2/catch.hpp>

namespace mcbin::decoder {
namespace {

using codec::NameStyle;
using codec::StreamKind;

/// Writes every event as a line.
class LineSink final : public FrameSink {
 public:
  explicit LineSink(const render::LineOptions& options)
      : formatter_(render::OutputFormat::JsonLines, options) {}
  void on_frame(const codec::PlacedFrame& frame) override { formatter_.frame(text, frame); }
  void on_junk(const codec::PlacedJunk& junk) override { formatter_.junk(text, junk); }
  void on_gap(const capture::Gap& gap) override { formatter_.gap(text, gap); }
  void on_open(const capture::ConnectionInfo& connection, StreamKind kind) override {
    formatter_.open(text, connection, kind);
  }
  void on_close(const capture::ConnectionInfo& connection, StreamKind kind,
                const capture::Close& close) override {
    formatter_.close(text, connection, kind, close);
  }
  std::string text;

 private:
  render::DumpFormatter formatter_;
};

void read_line(std::string_view line, NameStyle names, DumpedFrames& frames) {
  using Kind = render::DumpedLine::Kind;
  auto event = render::read_dumped_line(line, names);
  if (!event) throw std::runtime_error(event.error().detail + " in " + std::string(line));
  if (event->kind == Kind::Frame) frames.frame(event->frame);
  if (event->kind == Kind::Junk) frames.junk(event->junk);
  if (event->kind == Kind::Gap) frames.gap(event->gap);
  if (event->kind == Kind::Open) frames.open(event->connection, event->protocol);
  if (event->kind == Kind::Close) frames.close(event->close, event->protocol);
}

void read_lines(std::string_view text, NameStyle names, DumpedFrames& frames) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    read_line(text.substr(0, end), names, frames);
    text.remove_prefix(end + 1);
  }
}

std::string first_difference(std::string_view left, std::string_view right) {
  const auto [at, other] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  if (at == left.end() && other == right.end()) return {};
  const auto line = [](std::string_view text, std::size_t place) {
    const std::size_t start = text.rfind('\n', place == 0 ? 0 : place - 1) + 1;
    return std::string(text.substr(start, text.find('\n', place) - start));
  };
  const auto place = static_cast<std::size_t>(at - left.begin());
  return line(left, place) + "\nbecomes\n" + line(right, std::min(place, right.size()));
}

TEST_CASE("decoder/dumped_frames: the dump of a dump is the dump", "[decoder][captures]") {
  const render::LineOptions styles[] = {
      {},
      {.names = NameStyle::Couchbase},
      {.values = render::ValueStyle::None},
      {.value_bytes_max = 0xffffffff,
       .secrets = render::Secrets::Show,
       .raw = render::RawBytes::Show},
  };
  for (const nlohmann::json& row : test::expected_captures()) {
    const std::string name = row.at("file");
    for (const render::LineOptions& options : styles) {
      INFO(name);
      LineSink first(options);
      TrafficDecoder decoder({.value_bytes_max = options.value_bytes_max, .style = options.names},
                             first);
      test::read_capture(test::capture_path(name), row.at("port"), decoder);
      decoder.finish();
      LineSink second(options);
      DumpedFrames frames({}, {}, second);
      read_lines(first.text, options.names, frames);
      frames.finish();
      CHECK(first_difference(first.text, second.text) == "");
    }
  }
}

constexpr std::string_view kOpen =
    R"({"v":1,"t":"conn","event":"open","ts":"1.000000000","conn":1,"transport":"tcp",)"
    R"("client":"127.0.0.1:5","server":"127.0.0.1:11211","protocol":"binary",)"
    R"("evidence":"handshake"})";
constexpr std::string_view kAsk =
    R"({"v":1,"t":"frame","n":1,"ts":"1.000000000","conn":1,"dir":"c2s","off":0,"pkt":[1],)"
    R"("magic":"request","op":"GET","opcode":0,"opaque":1,"cas":"0","vbucket":0,"datatype":0,)"
    R"("key":"k","key_len":1,"extras_len":0,"value_len":0,"body_len":1})";
constexpr std::string_view kTold =
    R"({"v":1,"t":"frame","n":2,"ts":"1.000003000","conn":1,"dir":"s2c","off":0,"pkt":[2],)"
    R"("magic":"response","op":"GET","opcode":0,"status":"key_enoent","status_code":1,)"
    R"("opaque":1,"cas":"0","key_len":0,"extras_len":0,"value_len":0,"body_len":0})";

TEST_CASE("decoder/dumped_frames: connections of several dumps are not the same", "[decoder]") {
  test::FrameRecorder recorder;
  DumpedFrames frames({}, {}, recorder);
  for (int dump = 0; dump < 2; ++dump) {
    frames.next_dump();
    for (const std::string_view line : {kOpen, kAsk, kTold}) {
      read_line(line, NameStyle::Classic, frames);
    }
  }
  frames.finish();
  CHECK(recorder.lines == std::vector<std::string>{"open 1 the binary protocol", "1 GET k miss [2]",
                                                   "2 GET [1]", "open 2 the binary protocol",
                                                   "3 GET k miss [4]", "4 GET [3]"});
}

TEST_CASE("decoder/dumped_frames: only connections to the ports that are wanted", "[decoder]") {
  test::FrameRecorder recorder;
  DumpedFrames frames({}, {11212}, recorder);
  for (const std::string_view line : {kOpen, kAsk, kTold}) {
    read_line(line, NameStyle::Classic, frames);
  }
  frames.finish();
  CHECK(recorder.lines.empty());
  CHECK(frames.protocols().ignored() == 1);
}

TEST_CASE("decoder/dumped_frames: frames without their connection's lines are paired, too",
          "[decoder]") {
  test::FrameRecorder recorder;
  DumpedFrames frames({}, {}, recorder);
  for (const std::string_view line : {kAsk, kTold, kAsk}) {
    read_line(line, NameStyle::Classic, frames);
  }
  read_line(R"({"op":"NOOP"})", NameStyle::Classic, frames);
  frames.finish();
  CHECK(recorder.lines ==
        std::vector<std::string>{"1 GET k miss [2]", "2 GET [1]", "4 NOOP", "3 GET k unanswered"});
}

}  // namespace
}  // namespace mcbin::decoder
