// Tallies: each opcode and status in a cell of its own, a turn's time for each of its requests.
#include "mcbin/engine/request_tallies.hpp"

#include <catch2/catch.hpp>

#include <numeric>

namespace mcbin::engine {
namespace {

using codec::Opcode;
using codec::Status;

template <typename Numbers>
std::uint64_t sum(const Numbers& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
}

std::uint64_t counted(const RequestTotals& totals, Opcode opcode, Status status) {
  for (std::size_t at = 0; at < kSentStatuses.size(); ++at) {
    if (kSentStatuses[at] == status) return totals.statuses[tally_row(opcode)][at];
  }
  return 0;
}

TEST_CASE("engine/request_tallies: every pair of opcode and status has a cell of its own",
          "[engine][request_tallies]") {
  for (unsigned code = 0; code < kKnownOpcodes; ++code) {
    for (const Status status : kSentStatuses) {
      RequestTallies tallies;
      tallies.count(static_cast<Opcode>(code), status);
      RequestTotals totals;
      tallies.add_to(totals);
      REQUIRE(counted(totals, static_cast<Opcode>(code), status) == 1);
      std::uint64_t all = 0;
      for (const auto& row : totals.statuses) all += sum(row);
      REQUIRE(all == 1);
    }
  }
}

TEST_CASE("engine/request_tallies: opcodes that are not memcached's share a row",
          "[engine][request_tallies]") {
  RequestTallies tallies;
  tallies.count(static_cast<Opcode>(0x25), Status::UnknownCommand);
  tallies.count(static_cast<Opcode>(0xff), Status::UnknownCommand);
  RequestTotals totals;
  tallies.add_to(totals);
  CHECK(counted(totals, static_cast<Opcode>(0x80), Status::UnknownCommand) == 2);
}

TEST_CASE("engine/request_tallies: a status that is not sent is an internal error",
          "[engine][request_tallies]") {
  RequestTallies tallies;
  tallies.count(Opcode::Get, Status::Busy);
  RequestTotals totals;
  tallies.add_to(totals);
  CHECK(counted(totals, Opcode::Get, Status::InternalError) == 1);
}

TEST_CASE("engine/request_tallies: each request of a turn took the turn's time",
          "[engine][request_tallies]") {
  TurnTally turn;
  turn.add(Opcode::Get);
  turn.add(Opcode::Get);
  turn.add(Opcode::GatKQ);
  RequestTallies tallies;
  tallies.time(turn, 5000);
  RequestTotals totals;
  tallies.add_to(totals);
  tallies.add_to(totals);  // as a second worker with the same counts
  CHECK(totals.latency[tally_row(Opcode::Get)][RequestLatency::of(5000)] == 4);
  CHECK(totals.latency[tally_row(Opcode::GatKQ)][RequestLatency::of(5000)] == 2);
  CHECK(sum(totals.latency[tally_row(Opcode::Set)]) == 0);

  RequestTotals once;
  tallies.add_to(once);
  totals.subtract(once);
  CHECK(sum(totals.latency[tally_row(Opcode::Get)]) == 2);
}

}  // namespace
}  // namespace mcbin::engine
