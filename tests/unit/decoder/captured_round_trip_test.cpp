// The lines of every capture encoded again are the bytes of its streams; also through a capture
// that was written by us.
#include "capture_dump.hpp"
#include "mcbin/decoder/pcap_builder.hpp"
#include "mcbin/render/frame_line.hpp"
#include "mcbin/render/line_encoder.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

namespace mcbin::decoder {
namespace {

using codec::Sender;
/// Bytes by connection and direction.
using Streams = std::map<std::pair<std::uint64_t, bool>, ByteVector>;

constexpr std::uint32_t kWhole = 0xffffffff;

/// Encodes the line of each frame and each stretch of junk.
class Encoder final : public FrameSink {
 public:
  void on_frame(const codec::PlacedFrame& frame) override {
    std::string line;
    render::append_frame_line(line, frame, options_);
    add(line);
  }
  void on_junk(const codec::PlacedJunk& junk) override {
    std::string line;
    render::append_junk_line(line, junk, options_);
    add(line);
  }
  void on_close(const capture::ConnectionInfo& connection, codec::StreamKind kind,
                const capture::Close&) override {
    if (kind == codec::StreamKind::Binary) binary.insert(connection.id);
  }
  Streams streams;
  std::set<std::uint64_t> binary;

 private:
  void add(const std::string& line) {
    const auto encoded = render::encode_line(line);
    if (!encoded) throw std::runtime_error(encoded.error().detail + " in " + line);
    append(streams[{encoded->connection, encoded->from_server}], encoded->bytes);
  }
  render::LineOptions options_{.value_bytes_max = kWhole, .secrets = render::Secrets::Show};
};

/// Notes the bytes of each stream on their way to the decoder.
class Tee final : public capture::TrafficSink {
 public:
  explicit Tee(TrafficDecoder& decoder) : decoder_(decoder) {}
  void on_open(const capture::ConnectionInfo& connection) override { decoder_.on_open(connection); }
  void on_chunk(const capture::Chunk& chunk) override {
    append(streams[key(chunk.connection, chunk.direction)], chunk.bytes);
    decoder_.on_chunk(chunk);
  }
  void on_gap(const capture::Gap& gap) override {
    gaps.insert(gap.connection);
    decoder_.on_gap(gap);
  }
  void on_close(const capture::Close& close) override { decoder_.on_close(close); }
  capture::Speaker who_speaks(capture::Transport transport, ByteView front) override {
    return decoder_.who_speaks(transport, front);
  }
  Streams streams;
  std::set<std::uint64_t> gaps;

 private:
  static std::pair<std::uint64_t, bool> key(std::uint64_t connection,
                                            capture::Direction direction) {
    return {connection, direction == capture::Direction::ServerToClient};
  }
  TrafficDecoder& decoder_;
};

DecoderOptions whole_values() {
  return {.value_bytes_max = kWhole, .junk_bytes_max = kWhole};
}

TEST_CASE("decoder/captured_round_trip: lines encoded again are the bytes of the streams",
          "[decoder][captures]") {
  for (const nlohmann::json& row : test::expected_captures()) {
    const std::string name = row.at("file");
    INFO(name);
    Encoder encoder;
    TrafficDecoder decoder(whole_values(), encoder);
    Tee tee(decoder);
    test::read_capture(test::capture_path(name), row.at("port"), tee);
    decoder.finish();
    for (const auto& [stream, bytes] : tee.streams) {
      if (!encoder.binary.contains(stream.first) || tee.gaps.contains(stream.first)) continue;
      INFO("connection " << stream.first << (stream.second ? " s2c" : " c2s"));
      CHECK(same_bytes(encoder.streams[stream], bytes));
    }
  }
}

/// Collects the bytes of the frames, and writes them to a capture.
class Rewriter final : public FrameSink {
 public:
  Rewriter() { pcap_.begin(capture); }
  void on_frame(const codec::PlacedFrame& frame) override {
    append(frames, frame_bytes(frame.frame));
    pcap_.frame(capture, frame);
  }
  void on_open(const capture::ConnectionInfo& connection, codec::StreamKind) override {
    pcap_.open(connection);
  }
  ByteVector capture;
  ByteVector frames;

 private:
  PcapBuilder pcap_;
};

TEST_CASE("decoder/captured_round_trip: a capture written anew has the same frames",
          "[decoder][captures]") {
  for (const char* name : {"interleaved_8conn.pcap", "udp_binary_v4.pcap", "ipv6_lo.pcap",
                           "large_1mb_lo65536.pcap", "gap_in_value.pcap"}) {
    INFO(name);
    Rewriter first;
    TrafficDecoder decoder(whole_values(), first);
    test::read_capture(test::capture_path(name), 24211, decoder);
    decoder.finish();
    Rewriter second;
    TrafficDecoder again(whole_values(), second);
    auto packets = capture::open_packets(capture::memory_source(first.capture));
    REQUIRE(packets);
    REQUIRE(capture::read_traffic(**packets, {}, again));
    again.finish();
    CHECK_FALSE(first.frames.empty());
    CHECK(second.frames.size() == first.frames.size());
    // A hole is told later when it is read again, so that frames of both sides come in another
    // order.
    if (std::string_view(name) == "gap_in_value.pcap") continue;
    CHECK(same_bytes(second.frames, first.frames));
  }
}

}  // namespace
}  // namespace mcbin::decoder
