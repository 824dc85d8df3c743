// Every capture of tests/captures decoded: frames, cut frames, gaps and connections as
// expected.jsonl states them, pairs as pairing.json does.
#include "capture_dump.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <set>

namespace mcbin::decoder {
namespace {

using codec::Magic;
using codec::Outcome;
using codec::Sender;

/// Counts what comes, and checks that it comes in order.
class Counter final : public FrameSink {
 public:
  void on_frame(const codec::PlacedFrame& frame) override {
    in_order = in_order && frame.place.number == ++frames;
    const Magic magic = frame.frame.header.magic;
    const bool client = frame.place.sender == Sender::Client;
    if (client && magic == Magic::Request) ++requests;
    if (!client && magic == Magic::Response) ++responses;
    if (magic != Magic::Request && magic != Magic::Response) ++alternative;
    if (!frame.frame.whole()) ++incomplete;
    if (codec::is_response(magic)) {
      if (frame.pair.paired() && !answered.insert(frame.pair.number).second) ++further;
      return;
    }
    if (frame.pair.paired()) ++paired;
    const Outcome outcome = frame.pair.outcome;
    if (outcome == Outcome::ImpliedMiss || outcome == Outcome::ImpliedSuccess) ++implied;
    if (outcome == Outcome::Open) ++open;
    if (outcome == Outcome::Unanswered) ++unanswered;
  }
  void on_gap(const capture::Gap& gap) override {
    ++gaps;
    gap_bytes += gap.size;
  }
  void on_junk(const codec::PlacedJunk& junk) override { junk_bytes += junk.junk.length; }
  void on_open(const capture::ConnectionInfo& connection, codec::StreamKind) override {
    if (connection.transport == capture::Transport::Tcp) ++connections;
  }

  std::uint64_t frames = 0;
  std::uint64_t requests = 0;
  std::uint64_t responses = 0;
  std::uint64_t alternative = 0;
  std::uint64_t incomplete = 0;
  std::uint64_t gaps = 0;
  std::uint64_t gap_bytes = 0;
  std::uint64_t junk_bytes = 0;
  std::uint64_t connections = 0;
  std::uint64_t paired = 0;
  std::uint64_t further = 0;
  std::uint64_t implied = 0;
  std::uint64_t open = 0;
  std::uint64_t unanswered = 0;
  std::set<std::uint64_t> answered;
  bool in_order = true;
};

Counter count(const std::string& name, std::uint16_t port) {
  Counter counter;
  TrafficDecoder decoder({}, counter);
  test::read_capture(test::capture_path(name), port, decoder);
  decoder.finish();
  return counter;
}

// What expected.jsonl calls garbage is what a parser of classic frames alone cannot read. Here
// Couchbase's magics are frames, and other protocols and endless frames are no junk.
const std::set<std::string> kNoJunkHere = {"couchbase_synthetic.pcap", "malformed.pcap",
                                           "mixed_text_binary_tls_meta.pcap"};

TEST_CASE("decoder/captured_frames: each capture has its frames, gaps and junk",
          "[decoder][captures]") {
  for (const nlohmann::json& row : test::expected_captures()) {
    const std::string name = row.at("file");
    INFO(name);
    const Counter counter = count(name, row.at("port"));
    CHECK(counter.in_order);
    CHECK(counter.requests == row.at("requests"));
    CHECK(counter.responses == row.at("responses"));
    CHECK(counter.incomplete == row.value("incomplete", 0U));
    CHECK(counter.gaps == row.value("gaps", 0U));
    CHECK(counter.gap_bytes == row.value("gapbytes", 0U));
    CHECK(counter.connections == row.at("connections"));
    const std::uint64_t junk = row.value("garbage", 0U) + row.value("lostbytes", 0U);
    CHECK(counter.junk_bytes == (kNoJunkHere.contains(name) ? 0 : junk));
  }
}

TEST_CASE("decoder/captured_frames: Couchbase's magics are frames, too", "[decoder][captures]") {
  CHECK(count("couchbase_synthetic.pcap", 11210).alternative == 4);
}

TEST_CASE("decoder/captured_frames: each capture has its pairs", "[decoder][captures]") {
  std::ifstream file(MCBIN_CAPTURES "/pairing.json");
  const auto pairing = nlohmann::json::parse(file);
  std::size_t captures = 0;
  for (const nlohmann::json& row : test::expected_captures()) {
    const std::string name = row.at("file");
    if (!pairing.contains(name)) continue;
    ++captures;
    INFO(name);
    const Counter counter = count(name, row.at("port"));
    const std::array<std::uint64_t, 5> found = {counter.paired, counter.further, counter.implied,
                                                counter.open, counter.unanswered};
    CHECK(found == pairing.at(name).get<std::array<std::uint64_t, 5>>());
  }
  CHECK(captures == pairing.size() - 1);  // and the sentence about the file
}

}  // namespace
}  // namespace mcbin::decoder
