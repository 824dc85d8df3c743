#include "mcbin/engine/request_tallies.hpp"

#include <bit>

namespace mcbin::engine {

namespace {

/// Statuses above this are none that mcbin sends.
constexpr std::size_t kStatusCodes = 0x100;

/// The column of each status code; a status that mcbin does not send counts as an internal error.
consteval std::array<std::uint8_t, kStatusCodes> status_columns() {
  std::array<std::uint8_t, kStatusCodes> columns{};
  columns.fill(kSentStatuses.size() - 1);
  for (std::size_t column = 0; column < kSentStatuses.size(); ++column) {
    columns[static_cast<std::size_t>(kSentStatuses[column])] = static_cast<std::uint8_t>(column);
  }
  return columns;
}
static_assert(kSentStatuses.back() == codec::Status::InternalError);

constexpr std::array<std::uint8_t, kStatusCodes> kColumns = status_columns();

template <typename Rows>
void subtract_rows(Rows& rows, const Rows& before) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t at = 0; at < rows[row].size(); ++at) rows[row][at] -= before[row][at];
  }
}

}  // namespace

void RequestTotals::subtract(const RequestTotals& before) {
  subtract_rows(statuses, before.statuses);
  subtract_rows(latency, before.latency);
}

void RequestTallies::count(codec::Opcode opcode, codec::Status status) {
  const std::size_t code = static_cast<std::size_t>(status) % kStatusCodes;
  add(rows_[tally_row(opcode)].statuses[kColumns[code]], 1);
}

void RequestTallies::time(const TurnTally& turn, std::uint64_t nanoseconds) {
  const std::size_t bucket = RequestLatency::of(nanoseconds);
  for (std::uint64_t seen = turn.seen_; seen != 0; seen &= seen - 1) {
    const auto row = static_cast<std::size_t>(std::countr_zero(seen));
    add(rows_[row].latency[bucket], turn.counts_[row]);
  }
}

void RequestTallies::add_to(RequestTotals& totals) const {
  for (std::size_t row = 0; row < kTallyRows; ++row) {
    for (std::size_t at = 0; at < kSentStatuses.size(); ++at) {
      totals.statuses[row][at] += rows_[row].statuses[at].load(std::memory_order_relaxed);
    }
    for (std::size_t at = 0; at < RequestLatency::kCount; ++at) {
      totals.latency[row][at] += rows_[row].latency[at].load(std::memory_order_relaxed);
    }
  }
}

}  // namespace mcbin::engine
