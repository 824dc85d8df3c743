// Fuzz target: a whole session in memory with a store behind it. Whatever is sent, the output is
// whole answers (or the one line for text), the same however the input is cut, and what the session
// leaves unread is never more than one item and what one read brings.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/engine/service.hpp"
#include "mcbin/engine/session.hpp"
#include "mcbin/engine/text_commands.hpp"
#include "mcbin/store/store.hpp"

#include <algorithm>
#include <array>

namespace {

using namespace mcbin;

constexpr std::uint64_t kStoreBytes = 4ULL << 20U;
constexpr std::uint64_t kItemBytesMax = 64ULL << 10U;
constexpr std::size_t kPieces = 3;

/// A server of one connection whose clock stands still.
class Server {
 public:
  void receive(ByteView piece) {
    take_output();
    while (!session_.wants_close()) {
      if (!session_.wants_input()) {
        session_.consume(0);
      } else if (!piece.empty()) {
        const auto scratch = std::make_unique_for_overwrite<Byte[]>(piece.size());
        const MutableByteView space = session_.input_space({scratch.get(), piece.size()});
        const std::size_t size = std::min(space.size(), piece.size());
        MCBIN_CHECK(size > 0);
        copy_bytes(piece.first(size), space);
        piece = piece.subspan(size);
        session_.consume(size);
      } else {
        return;
      }
      take_output();
    }
  }

  void end_of_input() {
    receive({});
    session_.end_of_input();
    receive({});
    MCBIN_CHECK(session_.wants_close());
  }

  [[nodiscard]] const ByteVector& output() const { return output_; }

 private:
  static std::unique_ptr<store::Store> make_store() {
    auto made = store::Store::create(
        {.memory_bytes = kStoreBytes, .item_bytes_max = kItemBytesMax, .hash_seed = 1});
    MCBIN_CHECK(made.has_value());
    return std::move(*made);
  }

  static engine::Settings settings() {
    engine::Settings settings;
    settings.memory_bytes = kStoreBytes;
    settings.item_bytes_max = kItemBytesMax;
    return settings;
  }

  void take_output() {
    std::array<ByteView, kPieces> pieces;
    while (session_.output(pieces) > 0) {
      append(output_, pieces[0]);
      session_.output_sent(pieces[0].size());
    }
  }

  ManualClock clock_;
  std::unique_ptr<store::Store> store_ = make_store();
  engine::Service service_{*store_, clock_, settings(), 1, nullptr};
  engine::Session session_{service_, 0};
  ByteVector output_;
};

/// The answers as they can be compared: statistics tell in how many reads the requests came.
ByteVector comparable(ByteView output) {
  ByteVector kept;
  codec::Frame frame;
  while (!output.empty()) {
    MCBIN_CHECK(codec::next_frame(output, frame) == codec::FrameStep::Whole);
    MCBIN_CHECK(frame.header.magic == codec::Magic::Response);
    if (frame.header.opcode != codec::Opcode::Stat) append(kept, output.first(frame.size()));
    output = output.subspan(frame.size());
  }
  return kept;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::CutInput input = fuzz::cut_input(data, size);
  Server whole;
  whole.receive(input.whole);
  whole.end_of_input();
  Server cut;
  cut.receive(input.first);
  cut.receive(input.second);
  cut.end_of_input();
  if (!input.whole.empty() && engine::begins_text(input.whole.front())) {
    MCBIN_CHECK(whole.output() == cut.output());
  } else {
    MCBIN_CHECK(comparable(whole.output()) == comparable(cut.output()));
  }
  return 0;
}
