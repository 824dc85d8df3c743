// Fuzz target: any bytes as a capture file, perhaps packed, through the whole chain. The events of
// each connection are in order and lie end to end, no more is told than was read, and nothing
// depends on how the file comes in pieces.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/capture/decoded_source.hpp"
#include "mcbin/capture/traffic_reader.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace {

using namespace mcbin;
using namespace mcbin::capture;

constexpr std::uint64_t kUnpackedBytesMax = 4U << 20U;  // of a small file; more is a bomb

/// Hands out one piece, then the other.
class PiecesSource final : public ByteSource {
 public:
  PiecesSource(ByteView first, ByteView second) : pieces_{first, second} {}

  Result<std::size_t> read(MutableByteView space) override {
    ByteView& piece = pieces_[0].empty() ? pieces_[1] : pieces_[0];
    const std::size_t size = std::min(space.size(), piece.size());
    copy_bytes(piece.first(size), space);
    piece = piece.subspan(size);
    return size;
  }

 private:
  std::array<ByteView, 2> pieces_;
};

/// Checks the order of events, and keeps a digest of them.
class Checker final : public TrafficSink {
 public:
  void on_open(const ConnectionInfo& info) override {
    const bool fresh = open_.try_emplace(info.id).second;
    MCBIN_CHECK(fresh);
    MCBIN_CHECK(info.id > last_id_);
    last_id_ = info.id;
    digest(endpoint_text(info.client) + endpoint_text(info.server));
  }
  void on_chunk(const Chunk& chunk) override {
    std::uint64_t& offset = offset_of(chunk.connection, chunk.direction);
    MCBIN_CHECK(chunk.offset == offset);
    MCBIN_CHECK(!chunk.bytes.empty());
    offset += chunk.bytes.size();
    payload_bytes += chunk.bytes.size();
    digest(as_text(chunk.bytes));
  }
  void on_gap(const Gap& gap) override {
    std::uint64_t& offset = offset_of(gap.connection, gap.direction);
    MCBIN_CHECK(gap.offset == offset);
    MCBIN_CHECK(gap.size > 0 || gap.transport == Transport::Udp);
    offset += gap.size;
    digest("gap");
  }
  void on_close(const Close& close) override {
    MCBIN_CHECK(open_.erase(close.connection) == 1);
    digest("close");
  }
  Speaker who_speaks(Transport /*transport*/, ByteView front) override {
    if (front.empty()) return Speaker::Unknown;
    return static_cast<Speaker>(front[0] % 3);
  }

  [[nodiscard]] bool all_closed() const { return open_.empty(); }
  std::uint64_t payload_bytes = 0;
  std::uint64_t hash = 14'695'981'039'346'656'037U;

 private:
  std::uint64_t& offset_of(std::uint64_t connection, Direction direction) {
    const auto found = open_.find(connection);
    MCBIN_CHECK(found != open_.end());
    return found->second[static_cast<std::size_t>(direction)];
  }
  void digest(std::string_view text) {
    for (const char letter : text) hash = (hash ^ static_cast<Byte>(letter)) * 1'099'511'628'211U;
  }

  std::map<std::uint64_t, std::array<std::uint64_t, 2>> open_;
  std::uint64_t last_id_ = 0;
};

/// Everything that can be compared of one reading.
struct Outcome {
  std::uint64_t hash = 0;
  std::uint64_t packets = 0;
  int ending = -1;
  bool operator==(const Outcome&) const = default;
};

Outcome read_file(ByteView first, ByteView second) {
  Outcome outcome;
  auto decoded = decode_source(std::make_unique<PiecesSource>(first, second), WantedFormat::Guess);
  if (!decoded) return outcome;
  auto packets = open_packets(std::move(decoded->bytes));
  if (!packets) return outcome;
  Checker sink;
  auto reader = TrafficReader::create({.held_bytes_max = 4096, .held_bytes_total_max = 8192});
  Result<PacketStep> step = PacketStep::Packet;
  while (step && *step == PacketStep::Packet && (*packets)->position() < kUnpackedBytesMax) {
    step = (*reader)->step(**packets, sink);
  }
  (*reader)->finish(sink);
  MCBIN_CHECK(sink.all_closed());
  MCBIN_CHECK(sink.payload_bytes <= (*packets)->position());
  MCBIN_CHECK((*reader)->totals().payload_bytes == sink.payload_bytes);
  outcome.hash = sink.hash;
  outcome.packets = (*reader)->totals().packets;
  outcome.ending = step ? static_cast<int>(*step) : 100 + static_cast<int>(step.error().code);
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::CutInput input = fuzz::cut_input(data, size);
  const auto first = fuzz::exact_copy(input.first);
  const auto second = fuzz::exact_copy(input.second);
  MCBIN_CHECK(read_file(input.whole, {}) ==
              read_file({first.get(), input.first.size()}, {second.get(), input.second.size()}));
  return 0;
}
