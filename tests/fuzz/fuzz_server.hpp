// A whole server of one connection in memory, for the targets that feed sessions: whatever is sent,
// every read is answered at once, and what comes back is kept.
#pragma once

#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/engine/service.hpp"
#include "mcbin/engine/session.hpp"
#include "mcbin/store/store.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <thread>

namespace mcbin::fuzz {

inline constexpr std::uint64_t kStoreBytes = 4ULL << 20U;
inline constexpr std::uint64_t kItemBytesMax = 64ULL << 10U;

/// A server of one connection whose clock stands still.
class FuzzServer {
 public:
  /// @param desk  where the connection logs in; nullptr: it need not.
  explicit FuzzServer(engine::LoginDesk* desk = nullptr) {
    if (desk != nullptr) service_.require_logins(*desk);
    session_ = std::make_unique<engine::Session>(service_, 0);
  }

  void receive(ByteView piece) {
    take_output();
    while (!session_->wants_close()) {
      while (session_->suspended()) std::this_thread::yield();
      if (!session_->wants_input()) {
        session_->consume(0);
      } else if (!piece.empty()) {
        const auto scratch = std::make_unique_for_overwrite<Byte[]>(piece.size());
        const MutableByteView space = session_->input_space({scratch.get(), piece.size()});
        const std::size_t size = std::min(space.size(), piece.size());
        MCBIN_CHECK(size > 0);
        copy_bytes(piece.first(size), space);
        piece = piece.subspan(size);
        session_->consume(size);
      } else {
        return;
      }
      take_output();
    }
  }

  void end_of_input() {
    receive({});
    session_->end_of_input();
    receive({});
    MCBIN_CHECK(session_->wants_close());
  }

  [[nodiscard]] const ByteVector& output() const { return output_; }
  [[nodiscard]] const store::Store& store() const { return *store_; }

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
    constexpr std::size_t kPieces = 3;
    std::array<ByteView, kPieces> pieces;
    while (session_->output(pieces) > 0) {
      append(output_, pieces[0]);
      session_->output_sent(pieces[0].size());
    }
  }

  ManualClock clock_;
  std::unique_ptr<store::Store> store_ = make_store();
  engine::Service service_{*store_, clock_, settings(), 1, nullptr};
  std::unique_ptr<engine::Session> session_;
  ByteVector output_;
};

/// Calls `visit` with each answer in `output`, which must be whole answers.
template <typename Visit>
void each_answer(ByteView output, Visit visit) {
  codec::Frame frame;
  while (!output.empty()) {
    MCBIN_CHECK(codec::next_frame(output, frame) == codec::FrameStep::Whole);
    MCBIN_CHECK(frame.header.magic == codec::Magic::Response);
    visit(frame, output.first(frame.size()));
    output = output.subspan(frame.size());
  }
}

/// The answers as they can be compared: statistics tell in how many reads the requests came.
inline ByteVector comparable(ByteView output) {
  ByteVector kept;
  each_answer(output, [&kept](const codec::Frame& frame, ByteView bytes) {
    if (frame.header.opcode != codec::Opcode::Stat) append(kept, bytes);
  });
  return kept;
}

}  // namespace mcbin::fuzz
