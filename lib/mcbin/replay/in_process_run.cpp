#include "mcbin/replay/in_process_run.hpp"

#include "mcbin/engine/service.hpp"
#include "mcbin/engine/session.hpp"
#include "mcbin/replay/replayed_connection.hpp"
#include "mcbin/replay/send_order.hpp"
#include "mcbin/replay/warm_plan.hpp"
#include "mcbin/store/store.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace mcbin::replay {
namespace {

constexpr std::size_t kScratchBytes = 64U << 10U;
constexpr std::size_t kPieces = 16;
constexpr std::int64_t kMillisecondNs = 1'000'000;
/// The store's upkeep, in the recording's time.
constexpr std::int64_t kUpkeepMs = 10;
constexpr std::uint64_t kProgressEvery = 4096;

/// A session and the connection that talks to it.
struct Pair {
  Pair(const PlannedConnection& planned, std::size_t number, RequestRewriter& rewriter,
       KeyOrder& keys, ReplayCounts& counts, engine::Service& service)
      : connection(planned, number, rewriter, keys, counts), session(service, 0) {}

  ReplayedConnection connection;
  engine::Session session;
};

class InProcess {
 public:
  InProcess(const ReplayPlan& plan, const InProcessOptions& options, const Clock& clock,
            store::Store& store, ManualClock& time)
      : plan_(plan),
        clock_(clock),
        store_(store),
        time_(time),
        rewriter_(options.rewrite),
        service_(store, time, {.item_bytes_max = options.item_bytes_max}, 1, {}),
        scratch_(kScratchBytes) {
    result_.counts.shown_max = options.shown_max;
    result_.counts.heard = options.heard;
    for (const PlannedConnection& planned : plan.connections) {
      pairs_.push_back(std::make_unique<Pair>(planned, pairs_.size(), rewriter_, keys_,
                                              result_.counts, service_));
    }
  }

  /// Stores what was there before the recording began. @return how many keys.
  std::uint64_t warm_up() {
    const ReplayPlan warm = warm_plan(plan_);
    if (warm.connections.empty()) return 0;
    ReplayCounts counts;
    KeyOrder keys;
    Pair pair(warm.connections.front(), 0, rewriter_, keys, counts, service_);
    while (pair.connection.next() != nullptr) {
      pair.connection.send_next({});
      exchange(pair);
    }
    return counts.requests_sent;
  }

  RunResult play(OnProgress progress) {
    const std::int64_t start_ns = clock_.steady_ns();
    result_.counts.start_ns = start_ns;
    SendOrder order = SendOrder::recorded(plan_, 1);
    while (!order.ended()) {
      pass_time(order.due_ns());
      Pair& pair = *pairs_[order.connection()];
      send_batch(pair, order);
      exchange(pair);
      if (result_.counts.requests_sent / kProgressEvery != told_) {
        told_ = result_.counts.requests_sent / kProgressEvery;
        progress(result_.counts);
      }
    }
    result_.duration_ns = clock_.steady_ns() - start_ns;
    result_.rounds = 1;
    result_.counts.cas_unknown = rewriter_.cas_unknown();
    return std::move(result_);
  }

 private:
  /// All of one packet go together, as they came.
  void send_batch(Pair& pair, SendOrder& order) {
    const std::int64_t now_ns = clock_.steady_ns();
    const std::size_t at = order.connection();
    const std::uint64_t packet = pair.connection.next()->packet;
    do {
      pair.connection.send_next({.intended_ns = now_ns, .sent_ns = now_ns});
      order.advance();
    } while (!order.ended() && order.connection() == at &&
             pair.connection.next()->packet == packet && pair.connection.has_room());
    if (pair.connection.next() == nullptr || !pair.connection.has_room()) {
      pair.connection.send_fence();
    }
  }

  void exchange(Pair& pair) {
    engine::Session& session = pair.session;
    for (;;) {
      take_output(pair);
      if (session.wants_close()) {
        pair.connection.give_up();
        return;
      }
      if (!session.wants_input()) {
        session.consume(0);
        continue;
      }
      const ByteView left = pair.connection.output();
      if (left.empty()) return;
      const MutableByteView space = session.input_space(scratch_);
      const std::size_t size = std::min(space.size(), left.size());
      copy_bytes(left.first(size), space);
      pair.connection.sent(size);
      session.consume(size);
    }
  }

  void take_output(Pair& pair) {
    std::array<ByteView, kPieces> pieces;
    while (const std::size_t count = pair.session.output(pieces)) {
      std::size_t taken = 0;
      for (ByteView piece : std::span(pieces).first(count)) {
        taken += piece.size();
        while (!piece.empty()) {
          const MutableByteView space = pair.connection.input_space();
          const std::size_t size = std::min(space.size(), piece.size());
          copy_bytes(piece.first(size), space);
          const auto got = pair.connection.received(size, clock_.steady_ns());
          if (!got && !result_.trouble) result_.trouble = got.error();
          piece = piece.subspan(size);
        }
      }
      pair.session.output_sent(taken);
    }
  }

  /// The recording's clock goes on, and the store with it.
  void pass_time(std::int64_t due_ns) {
    const std::int64_t due_ms = due_ns / kMillisecondNs;
    if (due_ms > passed_ms_) time_.advance_ms(due_ms - passed_ms_);
    passed_ms_ = std::max(passed_ms_, due_ms);
    if (passed_ms_ - kept_up_ms_ < kUpkeepMs) return;
    kept_up_ms_ = passed_ms_;
    static_cast<void>(store_.maintain(time_.now()));
  }

  const ReplayPlan& plan_;
  const Clock& clock_;
  store::Store& store_;
  ManualClock& time_;
  RunResult result_;
  RequestRewriter rewriter_;
  KeyOrder keys_;
  engine::Service service_;
  ByteVector scratch_;
  std::vector<std::unique_ptr<Pair>> pairs_;
  std::int64_t passed_ms_ = 0;
  std::int64_t kept_up_ms_ = 0;
  std::uint64_t told_ = 0;
};

}  // namespace

Result<InProcessResult> run_in_process(const ReplayPlan& plan, const InProcessOptions& options,
                                       const Clock& clock, OnProgress progress) {
  auto store = store::Store::create(
      {.memory_bytes = options.memory_bytes, .item_bytes_max = options.item_bytes_max});
  if (!store) return tl::unexpected(store.error());
  ManualClock time({.steady_ms = 1'000'000, .wall_ms = plan.start_wall_ns / kMillisecondNs});
  InProcess process(plan, options, clock, **store, time);
  InProcessResult result;
  const std::uint64_t warmed = options.warm ? process.warm_up() : 0;
  result.run = process.play(progress);
  result.run.warmed = warmed;
  result.store = (*store)->stats();
  return result;
}

}  // namespace mcbin::replay
