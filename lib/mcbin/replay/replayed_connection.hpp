// One recorded connection, played again: which of its requests goes out next, and which answer
// belongs to which. Does no I/O: bytes to send pile up in output(), what came goes to received().
#pragma once

#include "mcbin/base/clock.hpp"
#include "mcbin/replay/key_order.hpp"
#include "mcbin/replay/replay_counts.hpp"
#include "mcbin/replay/request_rewrite.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace mcbin::replay {

/// Requests get their place in the connection as opaque, so that every answer names its request,
/// whatever the recorded opaques were.
class ReplayedConnection {
 public:
  /// Requests in flight at most, whatever the timing asks for.
  static constexpr std::size_t kInFlightMax = 16384;

  /// All outlive it. @param number  of the connection in the plan, from 0.
  ReplayedConnection(const PlannedConnection& plan, std::size_t number, RequestRewriter& rewriter,
                     KeyOrder& keys, ReplayCounts& counts)
      : plan_(plan), number_(number), rewriter_(rewriter), keys_(keys), counts_(counts) {}

  [[nodiscard]] std::uint64_t id() const { return plan_.id; }
  /// The request that goes out next; nullptr when all have.
  [[nodiscard]] const PlannedRequest* next() const {
    return next_ < plan_.requests.size() ? &plan_.requests[next_] : nullptr;
  }
  [[nodiscard]] std::size_t in_flight() const { return in_flight_.size(); }
  [[nodiscard]] bool has_room() const { return in_flight() < kInFlightMax; }

  /// Adds next() to the output.
  void send_next(const SendTimes& times);

  /// When what is in flight may stay silent, asks for an answer behind it (a NOOP of our own).
  /// @return whether that was so.
  bool send_fence();

  [[nodiscard]] ByteView output() const { return ByteView(out_).subspan(out_sent_); }
  void sent(std::size_t size);

  [[nodiscard]] MutableByteView input_space();
  /// The first `size` bytes of the space have come. @return Errc::ProtocolViolated for what is no
  /// answer to anything in flight; nothing is expected any more then.
  [[nodiscard]] Result<void> received(std::size_t size, std::int64_t now_ns);

  /// The connection is over: what is in flight or has not been sent is counted as that.
  void give_up();

 private:
  struct InFlight {
    const PlannedRequest* request = nullptr;  // nullptr: a fence
    std::uint32_t opaque = 0;
    SendTimes times;
    Tolerance tolerance;
    std::vector<ByteVector> answers;
  };

  [[nodiscard]] bool take_answer(const codec::Frame& answer, std::int64_t now_ns);
  [[nodiscard]] ByteVector as_recorded(const PlannedRequest& request,
                                       const codec::Frame& answer) const;
  void settle_front(std::int64_t now_ns);
  void show(const InFlight& settled, Difference difference);

  const PlannedConnection& plan_;
  const std::size_t number_;
  RequestRewriter& rewriter_;
  KeyOrder& keys_;
  ReplayCounts& counts_;
  std::size_t next_ = 0;
  std::uint32_t opaque_ = 0;
  std::deque<InFlight> in_flight_;
  ByteVector out_;
  std::size_t out_sent_ = 0;
  ByteVector in_;
  std::size_t in_size_ = 0;
};

}  // namespace mcbin::replay
