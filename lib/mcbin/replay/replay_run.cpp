#include "mcbin/replay/replay_run.hpp"

#include "mcbin/replay/send_order.hpp"
#include "mcbin/replay/socket_line.hpp"
#include "mcbin/replay/warm_plan.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace mcbin::replay {
namespace {

/// The first request goes out so long after everything is connected.
constexpr std::int64_t kStartDelayNs = 2'000'000;
/// How often silence is looked for, and progress told.
constexpr std::int64_t kCheckEveryNs = 50'000'000;
/// What is due waits for an answer: how long for, at a time.
constexpr std::size_t kWarmWindow = 256;  // requests in flight
constexpr std::int64_t kBlockedWaitNs = 1'000'000;
/// So long a request waits for an answer about its key.
constexpr std::int64_t kKeyWaitNs = 1'000'000'000;

using Servers = std::span<const net::Target>;

/// One round of a plan.
class SocketRound final : private LineOwner {
 public:
  SocketRound(const ReplayPlan& plan, const RunOptions& options, RequestRewriter& rewriter,
              const Clock& clock, RunResult& result)
      : plan_(plan),
        options_(options),
        clock_(clock),
        result_(result),
        rewriter_(rewriter),
        order_(options.model == Model::Rate ? SendOrder::even(plan, options.rate)
                                            : SendOrder::recorded(plan, options.speed)) {}

  [[nodiscard]] Result<void> connect(Servers servers);
  /// @param end_ns  nothing is sent from here on.
  void play(std::int64_t start_ns, std::int64_t end_ns, OnProgress progress);

 private:
  void on_answers(SocketLine& line, std::int64_t now_ns) override;
  [[nodiscard]] bool open_loop() const {
    return options_.model == Model::Captured || options_.model == Model::Rate;
  }
  void send_due(std::int64_t now_ns);
  [[nodiscard]] bool waits_for_key(std::size_t at, std::int64_t now_ns);
  void send_more(SocketLine& line, std::int64_t now_ns);
  void send(SocketLine& line, std::int64_t intended_ns, std::int64_t now_ns);
  void drop_troubled(std::int64_t now_ns);
  [[nodiscard]] bool over() const;
  [[nodiscard]] std::chrono::nanoseconds next_wait(std::int64_t now_ns) const;

  const ReplayPlan& plan_;
  const RunOptions& options_;
  const Clock& clock_;
  RunResult& result_;
  RequestRewriter& rewriter_;
  KeyOrder keys_;
  SendOrder order_;
  std::vector<std::unique_ptr<SocketLine>> lines_;  // by the plan's and the loop's number
  std::unique_ptr<net::ClientLoop> loop_;           // after the lines: it goes first
  std::vector<char> dropped_;
  std::vector<std::size_t> unflushed_;
  std::int64_t start_ns_ = 0;
  std::int64_t end_ns_ = 0;
  std::int64_t checked_ns_ = 0;
  std::int64_t last_answer_ns_ = 0;
};

Result<void> SocketRound::connect(Servers servers) {
  auto loop = net::ClientLoop::create();
  if (!loop) return tl::unexpected(loop.error());
  loop_ = std::move(*loop);
  const Deadline deadline = later(std::chrono::steady_clock::now(), options_.timeout);
  for (const PlannedConnection& planned : plan_.connections) {
    lines_.push_back(std::make_unique<SocketLine>(
        ReplayedConnection(planned, lines_.size(), rewriter_, keys_, result_.counts),
        static_cast<LineOwner&>(*this), clock_));
    const auto& server = servers[planned.server];
    const auto connected = loop_->connect(server, *lines_.back(), deadline);
    if (!connected) {
      if (connected.error().code == Errc::LoginRefused) return tl::unexpected(connected.error());
      return fail(
          connected.error().code, 0,
          "cannot reach " + net::endpoint_text(server.endpoint) + ": " + connected.error().detail);
    }
    dropped_.push_back(0);
  }
  return {};
}

void SocketRound::send(SocketLine& line, std::int64_t intended_ns, std::int64_t now_ns) {
  line.note_active(now_ns);
  line.connection().send_next({.intended_ns = intended_ns, .sent_ns = now_ns});
  if (line.connection().next() == nullptr) line.connection().send_fence();
}

/// Whether the next request of connection `at` has to wait for an answer about its key.
bool SocketRound::waits_for_key(std::size_t at, std::int64_t now_ns) {
  const PlannedRequest& request = *lines_[at]->connection().next();
  const ByteView key = request.frame().key;
  auto owner = keys_.other_owner(key, at);
  // Its CAS may be in an answer that is on its way.
  if (!owner && rewriter_.lacks_cas(request) && keys_.in_flight(key)) owner = at;
  if (!owner || now_ns - start_ns_ - order_.due_ns() > kKeyWaitNs) return false;
  if (lines_[*owner]->connection().send_fence()) unflushed_.push_back(*owner);
  return true;
}

/// An open loop: all whose moment has come, as one write for each connection.
void SocketRound::send_due(std::int64_t now_ns) {
  unflushed_.clear();
  while (!order_.ended() && start_ns_ + order_.due_ns() <= now_ns && now_ns < end_ns_) {
    const std::size_t at = order_.connection();
    SocketLine& line = *lines_[at];
    if (!line.trouble()) {
      if (!line.connection().has_room() || waits_for_key(at, now_ns)) break;
      now_ns = clock_.steady_ns();
      send(line, start_ns_ + order_.due_ns(), now_ns);
      if (unflushed_.empty() || unflushed_.back() != at) unflushed_.push_back(at);
    }
    order_.advance();
  }
  for (const std::size_t at : unflushed_) loop_->flush(at);
}

/// A closed loop: what the model lets go now.
void SocketRound::send_more(SocketLine& line, std::int64_t now_ns) {
  ReplayedConnection& connection = line.connection();
  if (now_ns >= end_ns_) return;
  if (options_.model == Model::Window) {
    while (connection.next() != nullptr && connection.in_flight() < options_.window) {
      send(line, now_ns, now_ns);
    }
    // Quiet requests would keep the window full for ever.
    if (connection.in_flight() >= options_.window) connection.send_fence();
    return;
  }
  if (connection.in_flight() > 0 || connection.next() == nullptr) return;
  const std::uint64_t packet = connection.next()->packet;
  do {
    send(line, now_ns, now_ns);
  } while (connection.next() != nullptr && connection.next()->packet == packet &&
           connection.has_room());
  connection.send_fence();
}

void SocketRound::on_answers(SocketLine& line, std::int64_t now_ns) {
  last_answer_ns_ = now_ns;
  if (!open_loop()) send_more(line, now_ns);
}

bool SocketRound::over() const {
  return std::all_of(lines_.begin(), lines_.end(), [](const auto& line) { return line->done(); });
}

std::chrono::nanoseconds SocketRound::next_wait(std::int64_t now_ns) const {
  std::int64_t wait_ns = kCheckEveryNs;
  if (open_loop() && !order_.ended()) {
    const std::int64_t until_ns = start_ns_ + order_.due_ns() - now_ns;
    wait_ns = std::min(wait_ns, until_ns > 0 ? until_ns : kBlockedWaitNs);
  }
  return std::chrono::nanoseconds(wait_ns);
}

/// Closes connections that have ended, or have kept silent for too long.
void SocketRound::drop_troubled(std::int64_t now_ns) {
  const std::int64_t timeout_ns = std::chrono::nanoseconds(options_.timeout).count();
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    SocketLine& line = *lines_[at];
    ReplayedConnection& connection = line.connection();
    if (now_ns >= end_ns_ && connection.next() != nullptr && connection.in_flight() == 0) {
      connection.give_up();
    }
    const bool silent = connection.in_flight() > 0 && now_ns - line.active_ns() > timeout_ns;
    if ((silent || now_ns >= end_ns_) && connection.send_fence()) {
      line.note_active(now_ns);  // what was quiet may just have had nothing to say
      loop_->flush(at);
    } else if (silent) {
      line.give_up({Errc::TimedOut, 0, "nothing came for too long"});
    }
    if (!line.trouble() || dropped_[at] != 0) continue;
    dropped_[at] = 1;
    loop_->close(at);
    ++result_.counts.lost_connections;
    if (!result_.trouble) result_.trouble = line.trouble();
  }
}

void SocketRound::play(std::int64_t start_ns, std::int64_t end_ns, OnProgress progress) {
  start_ns_ = start_ns;
  end_ns_ = end_ns;
  std::int64_t now_ns = clock_.steady_ns();
  for (; now_ns < start_ns; now_ns = clock_.steady_ns()) {
    loop_->turn(std::chrono::nanoseconds(start_ns - now_ns));
  }
  if (!open_loop()) {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      send_more(*lines_[at], now_ns);
      loop_->flush(at);
    }
  }
  while (loop_->open() > 0) {
    if (open_loop()) send_due(now_ns);
    loop_->turn(next_wait(now_ns));
    now_ns = clock_.steady_ns();
    if (now_ns - checked_ns_ >= kCheckEveryNs) {
      checked_ns_ = now_ns;
      drop_troubled(now_ns);
      progress(result_.counts);
    }
    if (over()) break;
  }
  drop_troubled(now_ns);
  result_.duration_ns += std::max<std::int64_t>(0, last_answer_ns_ - start_ns_);
}

void spread(ReplayPlan& plan, const RunOptions& options, const RequestRewriter& rewriter) {
  spread_over_servers(plan, [&](const PlannedRequest& request) {
    return options.server_of(rewriter.key_for(request));
  });
}

/// Stores what was there before the recording began.
Result<void> warm_up(const ReplayPlan& plan, const RunOptions& options, RequestRewriter& rewriter,
                     Servers servers, const Clock& clock, RunResult& result) {
  ReplayPlan warm = warm_plan(plan);
  if (warm.connections.empty()) return {};
  if (servers.size() > 1) spread(warm, options, rewriter);
  RunOptions warming = options;
  warming.model = Model::Window;
  warming.window = kWarmWindow;
  RunResult warmed;
  SocketRound round(warm, warming, rewriter, clock, warmed);
  if (auto connected = round.connect(servers); !connected) return connected;
  round.play(clock.steady_ns(), std::numeric_limits<std::int64_t>::max(),
             [](const ReplayCounts& counts) { static_cast<void>(counts); });
  if (warmed.trouble) return tl::unexpected(*warmed.trouble);
  result.warmed += warmed.counts.requests_sent;
  return {};
}

/// @param plan  whose connections know their servers.
Result<RunResult> run_parts(const ReplayPlan& plan, const RunOptions& options, Servers servers,
                            const Clock& clock, OnProgress progress) {
  if (plan.connections.size() > kConnectionsMax) {
    return fail(Errc::BadConfiguration, 0,
                "the recording has " + std::to_string(plan.connections.size()) +
                    " connections; at most 20000 can be played at once, see --connections");
  }
  RunResult result;
  result.counts.shown_max = options.shown_max;
  result.counts.heard = options.heard;
  const std::int64_t begin_ns = clock.steady_ns();
  const std::int64_t limit_ns = std::chrono::nanoseconds(options.play_for).count();
  const std::int64_t end_ns =
      limit_ns > 0 ? begin_ns + limit_ns : std::numeric_limits<std::int64_t>::max();
  while (result.rounds < options.rounds && clock.steady_ns() < end_ns) {
    RequestRewriter rewriter(options.rewrite);
    if (options.warm) {
      auto warmed = warm_up(plan, options, rewriter, servers, clock, result);
      if (!warmed) return tl::unexpected(warmed.error());
    }
    SocketRound round(plan, options, rewriter, clock, result);
    if (auto connected = round.connect(servers); !connected) {
      return tl::unexpected(connected.error());
    }
    const std::int64_t start_ns = clock.steady_ns() + kStartDelayNs;
    if (result.rounds == 0) result.counts.start_ns = start_ns;
    round.play(start_ns, end_ns, progress);
    result.counts.cas_unknown += rewriter.cas_unknown();
    ++result.rounds;
    if (result.trouble) break;
  }
  return result;
}

}  // namespace

std::string_view model_name(Model model) {
  switch (model) {
    case Model::Captured:
      return "captured";
    case Model::Rate:
      return "rate";
    case Model::Closed:
      return "closed";
    case Model::Window:
      return "window";
  }
  return {};
}

Result<RunResult> run_over_sockets(const ReplayPlan& plan, const RunOptions& options,
                                   std::span<const net::Target> servers, const Clock& clock,
                                   OnProgress progress) {
  if (servers.size() > 1) {
    ReplayPlan parts = plan;
    spread(parts, options, RequestRewriter(options.rewrite));
    return run_parts(parts, options, servers, clock, progress);
  }
  return run_parts(plan, options, servers, clock, progress);
}

}  // namespace mcbin::replay
