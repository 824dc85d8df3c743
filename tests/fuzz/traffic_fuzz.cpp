// Fuzz target: captures of a few connections as a script of chunks, gaps and closes through the
// decoder. Frames come in their order, pairs agree from both sides, and nothing depends on how a
// packet's bytes are cut.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/decoder/exchanges.hpp"
#include "mcbin/decoder/traffic_decoder.hpp"
#include "mcbin/render/frame_line.hpp"
#include "mcbin/render/traffic_lines.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace {

using namespace mcbin;
using capture::Direction;

/// Writes everything down and checks what must hold of any traffic.
class Judge final : public decoder::FrameSink, public decoder::ExchangeSink {
 public:
  void on_frame(const codec::PlacedFrame& frame) override {
    MCBIN_CHECK(frame.place.number == last_number_ + 1);
    last_number_ = frame.place.number;
    MCBIN_CHECK(frame.place.first_ns <= frame.place.last_ns);
    if (codec::is_response(frame.frame.header.magic)) {
      MCBIN_CHECK(frame.pair.number < frame.place.number);
      const auto asked = answers_.find(frame.pair.number);
      if (asked != answers_.end() && asked->second == frame.place.number) answers_.erase(asked);
    } else {
      MCBIN_CHECK(!frame.pair.paired() || frame.pair.number > frame.place.number);
      if (frame.pair.paired()) answers_.emplace(frame.place.number, frame.pair.number);
    }
    render::append_frame_line(lines_, frame, {});
    exchanges_.on_frame(frame);
  }
  void on_junk(const codec::PlacedJunk& junk) override {
    render::append_junk_line(lines_, junk, {});
  }
  void on_gap(const capture::Gap& gap) override { render::append_gap_line(lines_, gap); }
  void on_open(const capture::ConnectionInfo& connection, codec::StreamKind kind) override {
    render::append_open_line(lines_, connection, kind);
  }
  void on_close(const capture::ConnectionInfo& connection, codec::StreamKind kind,
                const capture::Close& close) override {
    render::append_close_line(lines_, connection, kind, close);
  }
  void on_exchange(const decoder::Exchange& exchange) override {
    ++exchanged_;
    MCBIN_CHECK(!codec::is_response(exchange.request.frame.header.magic));
  }

  std::string finish() {
    exchanges_.finish();
    // Every request that names an answer was followed by that answer.
    MCBIN_CHECK(answers_.empty());
    return lines_ + std::to_string(exchanged_);
  }

 private:
  std::string lines_;
  decoder::ExchangeAssembler exchanges_{*this};
  std::map<std::uint64_t, std::uint64_t> answers_;  // by request, until they come
  std::uint64_t last_number_ = 0;
  std::uint64_t exchanged_ = 0;
};

constexpr std::uint64_t kConnections = 3;

/// Plays the script; each chunk is cut in two after `cut` bytes.
class Script {
 public:
  explicit Script(std::size_t cut) : cut_(cut) {}

  std::string play(ByteView script) {
    for (std::uint64_t id = 0; id < kConnections; ++id) open(id);
    while (script.size() >= 2) {
      const Byte what = script[0];
      const std::size_t size = std::min<std::size_t>(script[1], script.size() - 2);
      step(what, script[1], script.subspan(2, size));
      script = script.subspan(2 + size);
    }
    for (std::uint64_t slot = 0; slot < kConnections; ++slot) close(slot);
    decoder_.finish();
    return judge_.finish();
  }

 private:
  struct State {
    std::uint64_t id = 0;
    std::array<std::uint64_t, 2> offsets{};
  };

  void open(std::uint64_t slot) {
    State& state = states_[slot];
    state = {.id = ++last_id_};
    capture::ConnectionInfo info{.id = state.id, .slot = static_cast<std::uint32_t>(slot)};
    // The last one is in progress when the capture begins.
    if (slot == kConnections - 1) info.opening = capture::Opening::Midstream;
    decoder_.on_open(info);
  }
  void close(std::uint64_t slot) {
    capture::Close close{.connection = states_[slot].id, .slot = static_cast<std::uint32_t>(slot)};
    close.client.packets = close.server.packets = 1;
    decoder_.on_close(close);
  }
  void step(Byte what, Byte number, ByteView bytes) {
    const std::uint64_t slot = (what & 0x0fU) % kConnections;
    State& state = states_[slot];
    const Direction direction =
        (what & 0x10U) == 0 ? Direction::ClientToServer : Direction::ServerToClient;
    std::uint64_t& offset = state.offsets[(what & 0x10U) == 0 ? 0 : 1];
    ++packet_;
    if (what >= 0xf0) {
      close(slot);
      open(slot);
    } else if (what >= 0xe0) {
      const std::uint64_t size = std::uint64_t{number} + 1;
      decoder_.on_gap({.connection = state.id,
                       .slot = static_cast<std::uint32_t>(slot),
                       .direction = direction,
                       .time_ns = time(),
                       .packet = packet_,
                       .offset = offset,
                       .size = size});
      offset += size;
    } else {
      const std::size_t cut = std::min(cut_, bytes.size());
      for (const ByteView part : {bytes.first(cut), bytes.subspan(cut)}) {
        if (part.empty()) continue;
        const auto exact = fuzz::exact_copy(part);
        decoder_.on_chunk({.connection = state.id,
                           .slot = static_cast<std::uint32_t>(slot),
                           .direction = direction,
                           .time_ns = time(),
                           .packet = packet_,
                           .offset = offset,
                           .bytes = {exact.get(), part.size()}});
        offset += part.size();
      }
    }
  }
  [[nodiscard]] std::int64_t time() const { return static_cast<std::int64_t>(packet_) * 1000; }

  Judge judge_;
  decoder::TrafficDecoder decoder_{{.window = {.entries_max = 8, .bytes_max = 256}}, judge_};
  std::array<State, kConnections> states_{};
  std::size_t cut_;
  std::uint64_t last_id_ = 0;
  std::uint64_t packet_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView script{data, size - 1};
  const std::string whole = Script(0).play(script);
  MCBIN_CHECK(whole == Script(data[size - 1]).play(script));
  return 0;
}
