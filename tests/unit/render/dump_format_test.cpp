#include "mcbin/render/dump_format.hpp"

#include "line_reader.hpp"

#include <catch2/catch.hpp>

namespace mcbin::render {
namespace {

using test::from_hex;

/// A frame of a capture, over bytes that live as long as it.
struct Sample {
  explicit Sample(std::string_view hex) : bytes(from_hex(hex)) {
    class Keeper final : public codec::ScanSink {
     public:
      explicit Keeper(Sample& sample) : sample_(sample) {}
      void on_frame(const codec::ScannedFrame& frame) override {
        sample_.body.assign(frame.body.begin(), frame.body.end());
        sample_.placed.frame = frame;
      }
      void on_junk(const codec::ScannedJunk&) override {}

     private:
      Sample& sample_;
    } keeper(*this);
    codec::FrameScanner scanner({.confirm = codec::Confirm::WhenDoubtful});
    scanner.feed(bytes, keeper);
    scanner.finish(keeper);
    codec::ScannedFrame& frame = placed.frame;
    const std::size_t key_at = frame.extras.size();
    frame.body = body;
    frame.extras = frame.body.first(key_at);
    frame.key = frame.body.subspan(key_at, frame.key.size());
    frame.value = frame.body.subspan(key_at + frame.key.size(), frame.value.size());
    placed.place = {.number = 7, .connection = 3, .sender = codec::Sender::Client};
    placed.place.first_ns = 1'700'000'000'000'000'000;
    placed.place.last_ns = 1'700'000'000'004'207'113;
    placed.place.first_packet = 41;
    placed.place.last_packet = 42;
  }
  ByteVector bytes;
  ByteVector body;
  codec::PlacedFrame placed;
};

const char* const kSet =
    "8001000308000000000000100000000200000000000000000000002a00000e10"
    "6b2c79"
    "68692c2268";

Sample paired_set() {
  Sample set(kSet);
  set.placed.pair.number = 9;
  set.placed.pair.outcome = codec::Outcome::Ok;
  set.placed.pair.first_byte_ns = 142'500;
  set.placed.pair.last_byte_ns = 143'000;
  return set;
}

std::string written(OutputFormat format, const Sample& sample, const LineOptions& options = {}) {
  DumpFormatter formatter(format, options);
  std::string out;
  formatter.frame(out, sample.placed);
  return out;
}

TEST_CASE("render/dump_format: a frame of a capture says where, when and how it ended",
          "[render][format]") {
  const auto line = test::read_line(written(OutputFormat::JsonLines, paired_set()));
  CHECK(line["ts"] == "1700000000.004207113");
  CHECK(line["conn"] == 3);
  CHECK(line["dir"] == "c2s");
  CHECK(line["pkt"] == nlohmann::ordered_json({41, 42}));
  CHECK(line["pair"] == 9);
  CHECK(line["outcome"] == "ok");
  CHECK(line["first_byte_us"] == 142.5);
  CHECK(line["latency_us"] == 143);
}

TEST_CASE("render/dump_format: text is one line for people", "[render][format]") {
  CHECK(written(OutputFormat::Text, paired_set()) ==
        "7 1700000000.004207113 #3 > SET \"k,y\" value 5 \"hi,\\x22h\" opaque 2 -> ok [9] "
        "143.0us\n");
  Sample cut("810500000000777700000008000000030000000000000009");
  cut.placed.place = {.number = 8};
  CHECK(written(OutputFormat::Text, cut) ==
        "8 INCREMENT 0x7777 value 8 opaque 3 cas 9 INCOMPLETE, 8 missing !unknown_status\n");
}

TEST_CASE("render/dump_format: CSV quotes what must be quoted", "[render][format]") {
  std::string out;
  DumpFormatter formatter(OutputFormat::Csv, {});
  formatter.begin(out);
  formatter.frame(out, paired_set().placed);
  formatter.junk(out, {});
  const auto header = out.substr(0, out.find("\r\n"));
  CHECK(std::count(header.begin(), header.end(), ',') == 25);
  CHECK(out.substr(header.size() + 2) ==
        "7,1700000000.004207113,3,c2s,0,request,SET,1,,,2,0,\"k,y\",,42,3600,\"hi,\"\"h\",,5,16,9,"
        "ok,142.500,143.000,,\r\n");
}

TEST_CASE("render/dump_format: hex shows every byte with its meaning", "[render][format]") {
  Sample set = paired_set();
  CHECK(written(OutputFormat::Hex, set) ==
        "frame 7 1700000000.004207113 #3 > SET \"k,y\" value 5 \"hi,\\x22h\" opaque 2 -> ok [9] "
        "143.0us\n"
        "00000000  80                                               magic: request\n"
        "00000001  01                                               opcode SET\n"
        "00000002  00 03                                            key length 3\n"
        "00000004  08                                               extras length 8\n"
        "00000005  00                                               data type 0\n"
        "00000006  00 00                                            vbucket 0\n"
        "00000008  00 00 00 10                                      body length 16\n"
        "0000000c  00 00 00 02                                      opaque 2\n"
        "00000010  00 00 00 00 00 00 00 00                          cas 0\n"
        "00000018  00 00 00 2a 00 00 0e 10                          extras\n"
        "00000020  6b 2c 79                                         key \"k,y\"\n"
        "00000023  68 69 2c 22 68                                   value\n"
        "\n");
}

TEST_CASE("render/dump_format: an array and indented objects hold what the lines hold",
          "[render][format]") {
  const Sample set = paired_set();
  const auto line = test::read_line(written(OutputFormat::JsonLines, set));
  std::string array;
  DumpFormatter formatter(OutputFormat::JsonArray, {});
  formatter.begin(array);
  formatter.frame(array, set.placed);
  formatter.frame(array, set.placed);
  formatter.end(array);
  CHECK(nlohmann::ordered_json::parse(array) == nlohmann::ordered_json({line, line}));
  const std::string pretty = written(OutputFormat::Pretty, set);
  CHECK(nlohmann::ordered_json::parse(pretty) == line);
  CHECK(pretty.starts_with("{\n  \"v\": 1,\n  \"t\": \"frame\",\n"));
  CHECK(pretty.find("  \"pkt\": [\n    41,\n    42\n  ],\n") != std::string::npos);
  std::string empty;
  DumpFormatter nothing(OutputFormat::JsonArray, {});
  nothing.begin(empty);
  nothing.end(empty);
  CHECK(nlohmann::json::parse(empty) == nlohmann::json::array());
}

TEST_CASE("render/dump_format: a transaction holds request and answers", "[render][format]") {
  const Sample set = paired_set();
  Sample answer("810100000000000000000000000000020000000000000009");
  answer.placed.place.sender = codec::Sender::Server;
  const codec::PlacedFrame* const answers[] = {&answer.placed};
  DumpFormatter formatter(OutputFormat::JsonLines, {});
  std::string out;
  formatter.exchange(out, &set.placed, answers);
  const auto line = test::read_line(out);
  CHECK(line["t"] == "transaction");
  CHECK(line["req"]["key"] == "k,y");
  CHECK(line["res"][0]["status"] == "ok");
  out.clear();
  formatter.exchange(out, nullptr, answers);
  CHECK_FALSE(test::read_line(out).contains("req"));
}

TEST_CASE("render/dump_format: connections and gaps have lines", "[render][format]") {
  capture::ConnectionInfo info{.id = 3, .time_ns = 1'000'000'001};
  info.client.address = {10, 0, 0, 1};
  info.client.port = 1234;
  info.server.address = {10, 0, 0, 2};
  info.server.port = 11211;
  capture::Close close{.connection = 3, .reason = capture::CloseReason::Fin};
  close.client.packets = 4;
  close.server.gaps = 1;
  const capture::Gap gap{.connection = 3, .offset = 17, .size = 5};
  std::string out;
  DumpFormatter formatter(OutputFormat::JsonLines, {});
  formatter.open(out, info, codec::StreamKind::Binary);
  formatter.gap(out, gap);
  formatter.close(out, info, codec::StreamKind::Binary, close);
  const auto lines = test::split_lines(out);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] ==
        R"({"v":1,"t":"conn","event":"open","ts":"1.000000001","conn":3,"transport":"tcp",)"
        R"("client":"10.0.0.1:1234","server":"10.0.0.2:11211","protocol":"binary",)"
        R"("evidence":"handshake"})");
  CHECK(lines[1] ==
        R"({"v":1,"t":"gap","ts":"0.000000000","conn":3,"dir":"c2s","off":17,"bytes":5,)"
        R"("reason":"lost"})");
  CHECK(lines[2] ==
        R"({"v":1,"t":"conn","event":"close","ts":"0.000000000","conn":3,"protocol":"binary",)"
        R"("reason":"fin","c2s":{"packets":4,"bytes":0},"s2c":{"packets":0,"bytes":0,"gaps":1}})");
  out.clear();
  DumpFormatter text(OutputFormat::Text, {});
  text.open(out, info, codec::StreamKind::Tls);
  text.gap(out, gap);
  text.close(out, info, codec::StreamKind::Tls, close);
  CHECK(out ==
        "- #3 opens: 10.0.0.1:1234 > 10.0.0.2:11211, tls\n- gap on #3 c2s at 17: 5 bytes, lost\n"
        "- #3 closes: fin\n");
}

TEST_CASE("render/dump_format: values can be read as a client library would", "[render][format]") {
  Sample set(
      "8001000108000000000000"
      "0b000000000000000000000000"
      "0000000200000000"
      "6b"
      "3432");
  const auto line = test::read_line(
      written(OutputFormat::JsonLines, set, {.client = values::ClientLibrary::Pylibmc}));
  CHECK(line["decoded"]["library"] == "pylibmc");
  CHECK(line["decoded"]["type"] == "int");
  CHECK(line["decoded"]["content"] == "42");
  CHECK_FALSE(test::read_line(written(OutputFormat::JsonLines, set)).contains("decoded"));
}

}  // namespace
}  // namespace mcbin::render
