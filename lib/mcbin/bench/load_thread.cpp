#include "mcbin/bench/load_thread.hpp"

#include <algorithm>

namespace mcbin::bench {
namespace {

constexpr std::int64_t kCheckEveryNs = 50'000'000;
/// So long after the end of a schedule batches that are behind it are still sent.
constexpr std::int64_t kCatchUpNs = 1'000'000'000;

}  // namespace

LoadThread::LoadThread(const Workload& workload, const RequestForm& form, std::uint64_t seed,
                       std::chrono::milliseconds answer_timeout, const Clock& clock)
    : workload_(workload),
      form_(form),
      answer_timeout_(answer_timeout),
      clock_(clock),
      draw_(workload, seed) {}

Result<void> LoadThread::connect(const net::Target& server, Deadline deadline) {
  if (!loop_) {
    auto loop = net::ClientLoop::create();
    if (!loop) return tl::unexpected(loop.error());
    loop_ = std::move(*loop);
  }
  talks_.push_back(std::make_unique<AskingTalk>(form_, workload_.depth, workload_.delivery, clock_,
                                                counts_, static_cast<IdleSink&>(*this)));
  auto connected = loop_->connect(server, *talks_.back(), deadline);
  if (connected) {
    dropped_.push_back(0);
    return {};
  }
  talks_.pop_back();
  return tl::unexpected(connected.error());
}

void LoadThread::fill(std::uint64_t first, std::uint64_t end) {
  fill_next_ = first;
  fill_end_ = end;
  run({.start_ns = clock_.steady_ns()});
}

void LoadThread::run(const Schedule& schedule) {
  schedule_ = schedule;
  std::int64_t now_ns = clock_.steady_ns();
  for (; now_ns < schedule.start_ns; now_ns = clock_.steady_ns()) {
    loop_->turn(std::chrono::nanoseconds(schedule.start_ns - now_ns));
  }
  if (schedule.interval_ns == 0) {
    for (std::size_t at = 0; at < talks_.size(); ++at) {
      on_idle(*talks_[at], now_ns);
      loop_->flush(at);
    }
  }
  for (;;) {
    if (schedule.interval_ns > 0) send_due(now_ns);
    loop_->turn(next_wait(now_ns));
    now_ns = clock_.steady_ns();
    drop_troubled(now_ns);
    if (over(now_ns) || loop_->open() == 0) break;
  }
  checked_ns_ = 0;
  drop_troubled(now_ns);
}

bool LoadThread::over(std::int64_t now_ns) const {
  if (schedule_.interval_ns > 0 &&
      (now_ns < schedule_.end_ns || intended_ns(batches_sent_) < schedule_.end_ns)) {
    return false;
  }
  return all_idle();
}

bool LoadThread::all_idle() const {
  return std::all_of(talks_.begin(), talks_.end(), [](const auto& talk) { return talk->idle(); });
}

void LoadThread::on_idle(AskingTalk& talk, std::int64_t now_ns) {
  finished_ns_ = now_ns;
  if (schedule_.interval_ns > 0) return;
  if (fill_next_ < fill_end_ || now_ns < schedule_.end_ns) start_batch(talk, now_ns, now_ns);
}

void LoadThread::start_batch(AskingTalk& talk, std::int64_t intended_ns, std::int64_t now_ns) {
  std::uint32_t size = workload_.depth;
  const BatchTiming timing{.intended_ns = intended_ns,
                           .now_ns = now_ns,
                           .measured = intended_ns >= schedule_.measure_ns};
  if (fill_end_ == 0) {
    talk.start_batch(
        size, [this] { return draw_.next(); }, timing);
    return;
  }
  size = static_cast<std::uint32_t>(std::min<std::uint64_t>(size, fill_end_ - fill_next_));
  const auto next = [this] { return Asked{.key = fill_next_++, .opcode = codec::Opcode::SetQ}; };
  talk.start_batch(size, next, timing);
}

std::int64_t LoadThread::intended_ns(std::uint64_t batch) const {
  return schedule_.start_ns +
         static_cast<std::int64_t>(static_cast<double>(batch) * schedule_.interval_ns);
}

/// Sends every batch whose time has come, as long as a connection has room for it.
void LoadThread::send_due(std::int64_t now_ns) {
  for (;;) {
    const std::int64_t intended = intended_ns(batches_sent_);
    if (intended > now_ns || intended >= schedule_.end_ns) return;
    if (now_ns > schedule_.end_ns + kCatchUpNs) {
      counts_.unsent += workload_.depth;
      counts_.lateness.add(now_ns - intended);
      ++batches_sent_;
      continue;
    }
    std::size_t tried = 0;
    while (tried < talks_.size() && (dropped_[turn_of_] != 0 || !talks_[turn_of_]->has_room())) {
      turn_of_ = (turn_of_ + 1) % talks_.size();
      ++tried;
    }
    if (tried == talks_.size()) return;
    now_ns = clock_.steady_ns();
    if (intended >= schedule_.measure_ns) counts_.lateness.add(now_ns - intended);
    start_batch(*talks_[turn_of_], intended, now_ns);
    loop_->flush(turn_of_);
    turn_of_ = (turn_of_ + 1) % talks_.size();
    ++batches_sent_;
  }
}

std::chrono::nanoseconds LoadThread::next_wait(std::int64_t now_ns) const {
  std::int64_t wait_ns = kCheckEveryNs;
  if (schedule_.interval_ns > 0) {
    const std::int64_t next = intended_ns(batches_sent_);
    if (next < schedule_.end_ns && next > now_ns) wait_ns = std::min(wait_ns, next - now_ns);
  }
  return std::chrono::nanoseconds(wait_ns);
}

/// Closes connections that have ended, or have kept silent for too long.
void LoadThread::drop_troubled(std::int64_t now_ns) {
  if (now_ns - checked_ns_ < kCheckEveryNs && loop_->open() > 0) return;
  checked_ns_ = now_ns;
  for (std::size_t at = 0; at < talks_.size(); ++at) {
    AskingTalk& talk = *talks_[at];
    if (!talk.idle() && now_ns - talk.silent_since_ns() > answer_timeout_.count()) {
      talk.give_up({Errc::TimedOut, 0, {}});
    }
    if (!talk.trouble() || dropped_[at] != 0) continue;
    dropped_[at] = 1;
    loop_->close(at);
    ++counts_.lost_connections;
    if (!trouble_) trouble_ = talk.trouble();
  }
}

}  // namespace mcbin::bench
