// The client's side of a connection over which a cache trace is played: look-ups and writes of a
// batch go out together, and with the next batch the sets of what was missed. Does no I/O.
#pragma once

#include "mcbin/base/clock.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/net/client_loop.hpp"
#include "mcbin/replay/trace_counts.hpp"
#include "mcbin/replay/trace_scanner.hpp"
#include "mcbin/replay/trace_values.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace mcbin::replay {

/// Batches are of different keys, so that each operation finds what the one before it left, as if
/// they had been sent one by one.
class TraceTalk final : public net::ClientTalk {
 public:
  /// Both outlive the talk.
  TraceTalk(TraceScanner& trace, TraceTtl ttl, const Clock& clock);

  /// Puts the first batch into the output.
  void start() { send_next(clock_.steady_ns()); }
  /// Whether the whole trace was played and answered.
  [[nodiscard]] bool finished() const { return finished_; }
  /// Why it cannot go on: the trace, the connection or an answer that is none.
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }
  /// When the server was heard last, on the steady clock.
  [[nodiscard]] std::int64_t heard_ns() const { return heard_ns_; }
  [[nodiscard]] TraceCounts& counts() { return counts_; }

  [[nodiscard]] MutableByteView input_space() override;
  void received(std::size_t size) override;
  [[nodiscard]] ByteView output() const override { return ByteView(out_).subspan(out_sent_); }
  void sent(std::size_t size) override { out_sent_ += size; }
  void lost(const Error& error) override {
    if (!finished_ && !trouble_) trouble_ = error;
  }

 private:
  static constexpr std::uint32_t kFillOpaque = 0x8000'0000U;
  static constexpr std::uint32_t kEndOpaque = 0xffff'ffffU;
  static constexpr std::size_t kTagSlots = 256;
  /// A batch ends when its values would exceed this.
  static constexpr std::uint64_t kBatchBytesMax = 4U << 20U;
  static constexpr std::size_t kInputBytes = 256U << 10U;

  void send_next(std::int64_t now_ns);
  void put_fills();
  [[nodiscard]] bool put_batch();
  void put(const TraceOperation& operation, codec::Opcode opcode, std::uint32_t opaque);
  [[nodiscard]] bool first_of_its_key(ByteView key);
  void take_answer(const codec::Header& header, std::int64_t now_ns);
  void judge_write(codec::Status status);
  void give_up(std::string why);

  TraceScanner& trace_;
  const TraceTtl ttl_;
  const Clock& clock_;
  TraceValues values_;
  TraceCounts counts_;

  std::span<const TraceOperation> rows_;  // of the scanner
  std::size_t next_row_ = 0;              // the first that was not sent, or not often enough
  std::uint32_t row_repeats_ = 0;         // how often that one was sent
  std::array<TraceOperation, kTraceBatch> batch_;
  std::array<char, kTraceBatch> answered_{};
  std::array<char, kTraceBatch> missed_{};
  std::size_t batch_size_ = 0;
  std::size_t unanswered_ = 0;
  std::int64_t sent_ns_ = 0;
  std::array<std::uint64_t, kTagSlots> tags_{};  // of the batch's keys: their hashes, 0: none

  ByteVector out_;
  std::size_t out_sent_ = 0;
  ByteVector in_;
  std::size_t in_size_ = 0;
  std::uint64_t to_drop_ = 0;  // bytes of a body that nobody wants
  std::int64_t heard_ns_ = 0;
  bool ended_ = false;
  bool finished_ = false;
  std::optional<Error> trouble_;
};

}  // namespace mcbin::replay
