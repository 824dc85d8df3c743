// Fuzz target: segments of one connection in any order, with any overlaps, flags and cuts, four
// bytes a segment. Every segment carries what its place in the stream says, so whatever comes out
// must say the same, end to end, and within the memory that is allowed.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/capture/traffic_reader.hpp"
#include "support/capture_writer.hpp"

#include <string>
#include <vector>

namespace {

using namespace mcbin;
using namespace mcbin::capture;

constexpr std::size_t kSegmentBytes = 4;
constexpr std::uint32_t kFirstByte = 0xfffffe00;  // wraps soon
constexpr std::uint32_t kStreamBytes = 4096 + 512;

Byte byte_at(std::uint64_t place) {
  return static_cast<Byte>((place + 1) * 0x9e3779b97f4a7c15U >> 56U);
}

/// Segments as the input describes them.
class ScriptedPackets final : public PacketSource {
 public:
  explicit ScriptedPackets(ByteView script) : script_(script) {}

  Result<PacketStep> next(Packet& packet) override {
    if (script_.size() < kSegmentBytes) return PacketStep::End;
    const std::uint32_t place = load_be16(script_.data()) & 0x0fffU;
    const unsigned flags = script_[0] >> 4U;
    const std::uint32_t length = script_[2];
    const std::uint32_t cut = script_[3] & 0x0fU;
    const bool server = (script_[3] & 0x10U) != 0;
    const bool quiet = (script_[3] & 0x20U) != 0;  // let packets of others go by
    script_ = script_.subspan(kSegmentBytes);
    std::string payload;
    for (std::uint32_t at = 0; at < length; ++at) {
      payload += static_cast<char>(byte_at(place + at));
    }
    test::MadePacket made{.sequence = kFirstByte + place,
                          .acknowledgement = kFirstByte + place,
                          .flags = test::kAck,
                          .payload = quiet ? std::string_view{} : payload};
    if (flags == 1) made.flags = test::kSyn;
    if (flags == 2) made.flags = test::kAck | test::kFin;
    if (flags == 3) made.flags = test::kRst;
    if (flags == 1) made.sequence = kFirstByte - 1;
    if (flags == 1) made.payload = {};
    bytes_ = ethernet_packet(server ? turned(made) : made);
    const auto wire_size = static_cast<std::uint32_t>(bytes_.size());
    if (made.payload.size() > cut) bytes_.resize(bytes_.size() - cut);
    packet = {.time_ns = ++time_ns_, .link_type = 1, .wire_size = wire_size, .bytes = bytes_};
    return PacketStep::Packet;
  }

 private:
  ByteView script_;
  ByteVector bytes_;
  std::int64_t time_ns_ = 0;
};

class StreamChecker final : public TrafficSink {
 public:
  void on_open(const ConnectionInfo& info) override {
    sides_[0] = sides_[1] = {};
    MCBIN_CHECK(!open_);
    open_ = true;
    MCBIN_CHECK(info.transport == Transport::Tcp);
  }
  void on_chunk(const Chunk& chunk) override {
    Side& side = at(chunk.direction, chunk.offset);
    // Where the beginning was not seen, its place is whatever fits the first bytes.
    for (std::size_t index = 0; index < chunk.bytes.size(); ++index) {
      narrow(side, chunk.offset + index, chunk.bytes[index]);
    }
    side.end += chunk.bytes.size();
  }
  void on_gap(const Gap& gap) override { at(gap.direction, gap.offset).end += gap.size; }
  void on_close(const Close& /*close*/) override {
    MCBIN_CHECK(open_);
    open_ = false;
  }
  [[nodiscard]] bool is_open() const { return open_; }

 private:
  struct Side {
    std::uint64_t end = 0;
    std::vector<std::uint32_t> places;  // where offset 0 may be; empty: not looked at yet
    bool begun = false;
  };
  Side& at(Direction direction, std::uint64_t offset) {
    MCBIN_CHECK(open_);
    Side& side = sides_[static_cast<std::size_t>(direction)];
    MCBIN_CHECK(offset == side.end);
    return side;
  }
  static void narrow(Side& side, std::uint64_t offset, Byte byte) {
    if (!side.begun) {
      for (std::uint32_t place = 0; place < kStreamBytes; ++place) side.places.push_back(place);
      side.begun = true;
    }
    std::erase_if(side.places,
                  [&](std::uint32_t place) { return byte_at(place + offset) != byte; });
    MCBIN_CHECK(!side.places.empty());
  }

  Side sides_[2];
  bool open_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ScriptedPackets packets({data, size});
  StreamChecker sink;
  MCBIN_CHECK(read_traffic(packets, {.held_bytes_max = 4096}, sink).has_value());
  MCBIN_CHECK(!sink.is_open());
  return 0;
}
