// Known streams cut, shuffled, repeated and thinned out at random: what comes out must be the
// streams again, and gaps must be exactly what was taken away.
#include "mcbin/capture/stream_order.hpp"

#include "traffic_log.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

namespace mcbin::capture {
namespace {

using test::MadePacket;
using test::MadePackets;

/// The byte at `offset` of a direction, so that a sink needs no copy of the stream.
Byte byte_at(Direction direction, std::uint64_t offset) {
  const std::uint64_t mixed = (offset + 1) * 0x9e3779b97f4a7c15U;
  return static_cast<Byte>((mixed >> 56U) ^ (direction == Direction::ClientToServer ? 0U : 0xffU));
}

/// Checks each byte and adds up what came.
class StreamCheck final : public TrafficSink {
 public:
  struct Side {
    std::uint64_t end = 0;
    std::vector<bool> came;
  };
  Side sides[2];
  std::size_t opened = 0;

  void on_open(const ConnectionInfo& /*info*/) override { ++opened; }
  void on_close(const Close& /*close*/) override {}
  void on_chunk(const Chunk& chunk) override {
    Side& side = of(chunk.direction);
    REQUIRE(chunk.offset == side.end);
    bool right = true;
    for (std::size_t at = 0; at < chunk.bytes.size(); ++at) {
      right = right && chunk.bytes[at] == byte_at(chunk.direction, chunk.offset + at);
    }
    REQUIRE(right);
    side.end += chunk.bytes.size();
    side.came.resize(side.end, true);
  }
  void on_gap(const Gap& gap) override {
    Side& side = of(gap.direction);
    REQUIRE(gap.offset == side.end);
    REQUIRE(gap.size > 0);
    side.end += gap.size;
    side.came.resize(side.end, false);
  }
  Side& of(Direction direction) { return sides[static_cast<std::size_t>(direction)]; }
};

/// A capture of one connection with `bytes` in each direction.
class Conversation {
 public:
  Conversation(std::uint32_t seed, std::uint32_t bytes) : random_(seed), bytes_(bytes) {
    first_[0] = static_cast<std::uint32_t>(random_());
    first_[1] = ~first_[0];
    while (sent_[0] < bytes_ || sent_[1] < bytes_) send_next(below(2));
  }

  [[nodiscard]] std::uint32_t below(std::uint32_t limit) {
    return static_cast<std::uint32_t>(random_() % limit);
  }

  /// Repeats, with other borders, some of what was sent.
  void repeat_some() {
    std::vector<Sent> more;
    for (const Sent& sent : sent_packets_) {
      more.push_back(sent);
      if (below(10) != 0) continue;
      Sent again = sent;
      again.from -= std::min(again.from, below(300));
      again.to = std::min(bytes_, again.to + below(300));
      more.push_back(again);
    }
    sent_packets_ = std::move(more);
  }

  /// Shuffles packets among their neighbours; none moves by `distance` places or more.
  void shuffle_some(std::size_t distance) {
    for (std::size_t at = 0; at < sent_packets_.size(); at += distance) {
      const std::size_t end = std::min(at + distance, sent_packets_.size());
      std::shuffle(sent_packets_.begin() + static_cast<std::ptrdiff_t>(at),
                   sent_packets_.begin() + static_cast<std::ptrdiff_t>(end), random_);
    }
  }

  void lose_some() {
    std::erase_if(sent_packets_, [this](const Sent&) { return below(15) == 0; });
  }

  [[nodiscard]] MadePackets packets() const {
    MadePackets made;
    made.add(packet(0, first_[0] - 1, 0, test::kSyn, ""));
    made.add(packet(1, first_[1] - 1, first_[0], test::kSyn | test::kAck, ""));
    for (const Sent& sent : sent_packets_) {
      std::string payload;
      for (std::uint32_t at = sent.from; at < sent.to; ++at) {
        payload += static_cast<char>(byte_at(static_cast<Direction>(sent.side), at));
      }
      made.add(packet(sent.side, first_[sent.side] + sent.from, first_[1 - sent.side] + sent.acked,
                      test::kAck, payload));
    }
    for (const unsigned side : {0U, 1U}) {
      made.add(packet(side, first_[side] + bytes_, first_[1 - side] + bytes_,
                      test::kAck | test::kFin, ""));
    }
    return made;
  }

  /// Which bytes of a side are in the capture.
  [[nodiscard]] std::vector<bool> captured(unsigned side) const {
    std::vector<bool> bytes(bytes_, false);
    for (const Sent& sent : sent_packets_) {
      if (sent.side != side) continue;
      std::fill(bytes.begin() + sent.from, bytes.begin() + sent.to, true);
    }
    return bytes;
  }

 private:
  struct Sent {
    unsigned side;
    std::uint32_t from;
    std::uint32_t to;
    std::uint32_t acked;  // of the other side
  };

  void send_next(unsigned side) {
    const std::uint32_t size = std::min(below(1400), bytes_ - sent_[side]);
    sent_packets_.push_back({side, sent_[side], sent_[side] + size, sent_[1 - side]});
    sent_[side] += size;
  }

  static MadePacket packet(unsigned side, std::uint32_t sequence, std::uint32_t ack,
                           std::uint8_t flags, std::string_view payload) {
    const MadePacket made{
        .sequence = sequence, .acknowledgement = ack, .flags = flags, .payload = payload};
    return side == 0 ? made : turned(made);
  }

  std::mt19937 random_;
  std::uint32_t bytes_;
  std::uint32_t first_[2] = {};
  std::uint32_t sent_[2] = {};
  std::vector<Sent> sent_packets_;
};

constexpr std::uint32_t kStreamBytes = 60'000;

TEST_CASE("capture/stream_order: a stream survives being cut, shuffled and repeated",
          "[capture][traffic]") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    INFO(seed);
    Conversation conversation(seed, kStreamBytes);
    conversation.repeat_some();
    conversation.shuffle_some(30);
    MadePackets packets = conversation.packets();
    StreamCheck sink;
    const auto totals = read_traffic(packets, {}, sink);
    REQUIRE(totals);
    CHECK(sink.opened == 1);
    CHECK(totals->gaps == 0);
    CHECK(totals->payload_bytes == 2 * kStreamBytes);
  }
}

TEST_CASE("capture/stream_order: gaps are what was never captured", "[capture][traffic]") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    INFO(seed);
    Conversation conversation(seed, kStreamBytes);
    conversation.repeat_some();
    conversation.shuffle_some(30);
    conversation.lose_some();
    MadePackets packets = conversation.packets();
    StreamCheck sink;
    REQUIRE(read_traffic(packets, {}, sink));
    for (const unsigned side : {0U, 1U}) {
      const bool exactly = sink.sides[side].came == conversation.captured(side);
      CHECK(exactly);
    }
  }
}

TEST_CASE("capture/stream_order: whatever is held back, memory stays within its limit",
          "[capture][traffic]") {
  Conversation conversation(7, kStreamBytes);
  conversation.lose_some();
  MadePackets packets = conversation.packets();
  StreamCheck sink;
  const auto totals = read_traffic(packets, {.held_bytes_total_max = 4096}, sink);
  REQUIRE(totals);
  CHECK(sink.sides[0].end == kStreamBytes);
  CHECK(sink.sides[1].end == kStreamBytes);
}

TEST_CASE("capture/stream_order: what is remembered of a connection is small",
          "[capture][traffic]") {
  CHECK(sizeof(Flow) <= 272);
}

}  // namespace
}  // namespace mcbin::capture
