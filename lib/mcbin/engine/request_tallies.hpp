// How requests ended and how long they took, opcode by opcode. One worker writes its own tallies,
// anybody reads them; a sum over the workers is what is shown.
#pragma once

#include "mcbin/base/latency_buckets.hpp"
#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/status.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mcbin::engine {

/// The statuses that mcbin sends, in the order in which they are shown.
inline constexpr auto kSentStatuses = std::to_array<codec::Status>(
    {codec::Status::Ok, codec::Status::KeyNotFound, codec::Status::KeyExists,
     codec::Status::TooLarge, codec::Status::InvalidArguments, codec::Status::NotStored,
     codec::Status::NotANumber, codec::Status::AuthError, codec::Status::AuthContinue,
     codec::Status::UnknownCommand, codec::Status::OutOfMemory, codec::Status::TemporaryFailure,
     codec::Status::InternalError});

/// One row for each of memcached's opcodes 0x00 to 0x24, and one for all others.
inline constexpr std::size_t kKnownOpcodes = 0x25;
inline constexpr std::size_t kTallyRows = kKnownOpcodes + 1;

[[nodiscard]] constexpr std::size_t tally_row(codec::Opcode opcode) {
  const auto code = static_cast<std::size_t>(opcode);
  return code < kKnownOpcodes ? code : kKnownOpcodes;
}

/// Nanoseconds up to a minute, each bucket at most an eighth of its values wide.
using RequestLatency = LatencyBuckets<3, 36>;

/// Sums over workers.
struct RequestTotals {
  using Statuses = std::array<std::uint64_t, kSentStatuses.size()>;
  using Latency = std::array<std::uint64_t, RequestLatency::kCount>;

  std::vector<Statuses> statuses{kTallyRows};
  std::vector<Latency> latency{kTallyRows};

  /// Takes away what was counted up to `before`.
  void subtract(const RequestTotals& before);
};

/// How many requests of each opcode one turn of a session executed.
class TurnTally {
 public:
  void add(codec::Opcode opcode) {
    const std::size_t row = tally_row(opcode);
    seen_ |= std::uint64_t{1} << row;
    ++counts_[row];
  }

 private:
  friend class RequestTallies;
  static_assert(kTallyRows <= 64);
  std::uint64_t seen_ = 0;  // a bit for each row whose count is not 0
  std::array<std::uint32_t, kTallyRows> counts_{};
};

/// The tallies of one worker. Only the worker that owns them adds.
class RequestTallies {
 public:
  /// A request of `opcode` ended with `status`, whether or not that was told.
  void count(codec::Opcode opcode, codec::Status status);

  /// The requests of `turn` were read together and their answers were ready together, after
  /// `nanoseconds`: that is what each of their senders waited for.
  void time(const TurnTally& turn, std::uint64_t nanoseconds);

  /// From any thread.
  void add_to(RequestTotals& totals) const;

 private:
  using Cell = std::atomic<std::uint64_t>;
  static void add(Cell& cell, std::uint64_t amount) {
    cell.store(cell.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
  }

  struct Row {
    std::array<Cell, kSentStatuses.size()> statuses{};
    std::array<Cell, RequestLatency::kCount> latency{};
  };
  std::vector<Row> rows_{kTallyRows};
};

}  // namespace mcbin::engine
