// What the connections of one worker hold in memory, and who has to wait when that is too much.
// Shared by the .cpp files of net only.
#pragma once

#include "mcbin/net/server_options.hpp"

#include <chrono>
#include <cstddef>
#include <vector>

namespace mcbin::net {

class Connection;
using CoarseTime = std::chrono::steady_clock::time_point;

/// One connection's part of a HeldMemory, kept inside the connection.
struct Holding {
  std::size_t bytes = 0;
  CoarseTime since;      // when it began to hold, or last completed a request
  std::size_t slot = 0;  // its place among the holders
};

/// Connections hold requests that are not whole and answers that are not sent. When all of them
/// together hold too much, a peer that has begun something small or new must still be served, and
/// those that hold much for long must not grow:
///
/// - Short of memory: who holds something is not read, except, one read a round, the one of those
///   with input waiting that began last. Who holds nothing is read in small pieces.
/// - Exhausted: only one of them, the finisher, goes on, until its request is whole. One that its
///   own peer had let down before the waiting one even began is closed to make room, and so is a
///   finisher whose peer lets it down: everybody waits for it.
///
/// So what is held stays under the limit, and one request and what one read brings.
class HeldMemory {
 public:
  enum class Level : std::uint8_t { Enough, Short, Exhausted };

  HeldMemory(std::size_t limit, Milliseconds stall_grace)
      : limit_(limit),
        short_above_(limit - limit / kHeldReserveDivisor),
        stall_grace_(stall_grace) {}

  /// `connection` now holds `bytes`.
  void note(Connection& connection, std::size_t bytes, CoarseTime now);

  /// `connection` has completed a request: what it still holds is another, a young one.
  void note_completion(Connection& connection, CoarseTime now);

  [[nodiscard]] std::size_t total() const { return total_; }
  [[nodiscard]] Level level() const;

  /// Queues `connection`, whose input waits, until there is room.
  void await_room(Connection& connection) { queue_.push_back(&connection); }
  [[nodiscard]] bool nobody_waits() const { return queue_.empty(); }

  /// Lets those go on that may, and closes at most one that is in the way.
  /// @return whether another call makes sense at once.
  bool ration(CoarseTime now);

  /// Exhausted by answers that nobody reads: closes the ones that have waited longest.
  void close_deaf(CoarseTime now);

  /// `connection` has ended: it holds nothing and waits for nothing.
  void forget(Connection& connection);

 private:
  [[nodiscard]] Connection* youngest() const;
  void read_queued(Connection& connection);
  [[nodiscard]] Connection* longest_stalled(CoarseTime before) const;

  const std::size_t limit_;
  const std::size_t short_above_;
  const Milliseconds stall_grace_;
  std::size_t total_ = 0;
  std::vector<Connection*> holders_;
  std::vector<Connection*> queue_;
  Connection* finisher_ = nullptr;
};

}  // namespace mcbin::net
