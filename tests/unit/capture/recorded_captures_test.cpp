// Every capture of tests/captures through the whole chain: the counts that tests/captures/
// expected.jsonl states, which other programs and the captures' makers vouch for.
#include "mcbin/base/endian.hpp"
#include "mcbin/capture/decoded_source.hpp"
#include "mcbin/capture/traffic_reader.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <charconv>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace mcbin::capture {
namespace {

const std::string kFolder = MCBIN_CAPTURES;

/// The number behind "name": in a line of expected.jsonl, 0 when it is not there.
std::uint64_t number_in(const std::string& line, const std::string& name) {
  const std::size_t at = line.find("\"" + name + "\": ");
  std::uint64_t value = 0;
  if (at == std::string::npos) return value;
  const char* digits = line.data() + at + name.size() + 4;
  std::from_chars(digits, line.data() + line.size(), value);
  return value;
}

std::string text_in(const std::string& line, const std::string& name) {
  const std::string opening = "\"" + name + "\": \"";
  const std::size_t at = line.find(opening);
  if (at == std::string::npos) return {};
  const std::size_t from = at + opening.size();
  return line.substr(from, line.find('"', from) - from);
}

/// Walks from header to header of the binary protocol; a gap inside a body is walked over.
class FrameWalk {
 public:
  void take(ByteView bytes) {
    while (!bytes.empty() && !lost) {
      if (body_ > 0) {
        const std::uint64_t size = std::min<std::uint64_t>(body_, bytes.size());
        body_ -= size;
        bytes = bytes.subspan(static_cast<std::size_t>(size));
        continue;
      }
      head_[filled_++] = bytes[0];
      bytes = bytes.subspan(1);
      if (filled_ == head_.size()) end_of_head();
    }
  }
  void skip(std::uint64_t size) {
    if (filled_ > 0 || size > body_) lost = true;
    body_ -= std::min(body_, size);
  }

  std::uint64_t requests = 0;
  std::uint64_t responses = 0;
  bool lost = false;

 private:
  void end_of_head() {
    filled_ = 0;
    body_ = load_be32(head_.data() + 8);
    if (head_[0] == 0x80) {
      ++requests;
    } else if (head_[0] == 0x81) {
      ++responses;
    } else {
      lost = true;
    }
  }

  std::array<Byte, 24> head_{};
  std::size_t filled_ = 0;
  std::uint64_t body_ = 0;
};

/// Counts, and checks that the events of each direction lie end to end.
class Tally final : public TrafficSink {
 public:
  void on_open(const ConnectionInfo& info) override {
    open_[info.id] = info;
    if (info.transport == Transport::Tcp) ++tcp_connections;
  }
  void on_chunk(const Chunk& chunk) override {
    Stream& stream = stream_of(chunk.connection, chunk.direction);
    REQUIRE(chunk.offset == stream.offset);
    stream.offset += chunk.bytes.size();
    stream.walk.take(chunk.bytes);
  }
  void on_gap(const Gap& gap) override {
    Stream& stream = stream_of(gap.connection, gap.direction);
    REQUIRE(gap.offset == stream.offset);
    stream.offset += gap.size;
    stream.walk.skip(gap.size);
  }
  void on_close(const Close& close) override {
    REQUIRE(open_.erase(close.connection) == 1);
    for (const Direction direction : {Direction::ClientToServer, Direction::ServerToClient}) {
      const FrameWalk& walk = stream_of(close.connection, direction).walk;
      requests += walk.requests;
      responses += walk.responses;
    }
  }
  Speaker who_speaks(Transport /*transport*/, ByteView front) override {
    if (front.size() < 24 || front[1] > 0x48) return Speaker::Unknown;
    return front[0] == 0x80   ? Speaker::Client
           : front[0] == 0x81 ? Speaker::Server
                              : Speaker::Unknown;
  }

  std::uint64_t tcp_connections = 0;
  std::uint64_t requests = 0;
  std::uint64_t responses = 0;
  [[nodiscard]] bool all_closed() const { return open_.empty(); }

 private:
  struct Stream {
    std::uint64_t offset = 0;
    FrameWalk walk;
  };
  Stream& stream_of(std::uint64_t connection, Direction direction) {
    return streams_[{connection, direction}];
  }

  std::map<std::uint64_t, ConnectionInfo> open_;
  std::map<std::pair<std::uint64_t, Direction>, Stream> streams_;
};

std::vector<std::string> expected_lines() {
  std::ifstream file(kFolder + "/expected.jsonl");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::unique_ptr<PacketSource> open_capture(const std::string& name) {
  auto source = open_source(kFolder + "/" + name);
  REQUIRE(source);
  auto decoded = decode_source(std::move(*source), WantedFormat::Guess);
  REQUIRE(decoded);
  auto packets = open_packets(std::move(decoded->bytes));
  REQUIRE(packets);
  return std::move(*packets);
}

TEST_CASE("capture/recorded_captures: each capture has the counts that are written down for it",
          "[capture][recorded]") {
  const auto lines = expected_lines();
  REQUIRE(lines.size() > 40);
  for (const std::string& line : lines) {
    const std::string stored = text_in(line, "stored_as");
    const std::string name = stored.empty() ? text_in(line, "file") : stored;
    INFO(name);
    const auto packets = open_capture(name);
    Tally tally;
    const auto totals = read_traffic(*packets, {}, tally);
    REQUIRE(totals);
    CHECK(tally.all_closed());
    CHECK(totals->packets == number_in(line, "packets"));
    CHECK(tally.tcp_connections == number_in(line, "connections"));
    CHECK(totals->gaps == number_in(line, "gaps"));
    CHECK(totals->gap_bytes == number_in(line, "gapbytes"));
    CHECK(totals->retransmissions == number_in(line, "retrans"));
    // The walk knows no way back to the next header; where it needs none, it counts frames, too.
    const bool walkable = number_in(line, "garbage") == 0 && number_in(line, "midstream") == 0 &&
                          number_in(line, "lostbytes") == 0 && name != "gap_random5pct.pcap.zst";
    if (!walkable) continue;
    CHECK(tally.requests == number_in(line, "requests"));
    CHECK(tally.responses == number_in(line, "responses"));
  }
}

}  // namespace
}  // namespace mcbin::capture
