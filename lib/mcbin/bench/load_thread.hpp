// The connections of one thread of a load, and when each of their batches is sent.
#pragma once

#include "mcbin/bench/asking_talk.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace mcbin::bench {

/// When the requests of one thread are sent, on the steady clock.
struct Schedule {
  std::int64_t start_ns = 0;
  std::int64_t measure_ns = 0;  // what is meant to be sent before does not count
  std::int64_t end_ns = 0;      // nothing is sent from here on
  double interval_ns = 0;       // from batch to batch; 0: a batch follows when one is answered
};

class LoadThread final : private IdleSink {
 public:
  /// @param answer_timeout  for this long a connection may keep silent while it owes answers.
  LoadThread(const Workload& workload, const RequestForm& form, std::uint64_t seed,
             std::chrono::milliseconds answer_timeout, const Clock& clock);

  /// Opens one more connection. @return as ClientLoop::create and connect.
  [[nodiscard]] Result<void> connect(const net::Target& server, Deadline deadline);

  /// Sends and checks until the schedule is over and everything is answered or given up.
  void run(const Schedule& schedule);

  /// Stores the keys from `first` on, up to but not including `end`.
  void fill(std::uint64_t first, std::uint64_t end);

  [[nodiscard]] const LoadCounts& counts() const { return counts_; }
  /// When the last answer came.
  [[nodiscard]] std::int64_t finished_ns() const { return finished_ns_; }
  /// Why a connection was lost first; nothing when none was.
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }

 private:
  void on_idle(AskingTalk& talk, std::int64_t now_ns) override;
  void start_batch(AskingTalk& talk, std::int64_t intended_ns, std::int64_t now_ns);
  [[nodiscard]] std::int64_t intended_ns(std::uint64_t batch) const;
  void send_due(std::int64_t now_ns);
  void drop_troubled(std::int64_t now_ns);
  [[nodiscard]] bool all_idle() const;
  [[nodiscard]] bool over(std::int64_t now_ns) const;
  [[nodiscard]] std::chrono::nanoseconds next_wait(std::int64_t now_ns) const;

  const Workload workload_;
  const RequestForm& form_;
  const std::chrono::nanoseconds answer_timeout_;
  const Clock& clock_;
  KeyDraw draw_;
  LoadCounts counts_;
  std::vector<std::unique_ptr<AskingTalk>> talks_;  // by the loop's number
  std::unique_ptr<net::ClientLoop> loop_;           // after the talks: it goes first
  std::vector<char> dropped_;                       // by the loop's number

  Schedule schedule_;
  std::uint64_t fill_next_ = 0;
  std::uint64_t fill_end_ = 0;      // above fill_next_ while filling
  std::uint64_t batches_sent_ = 0;  // or given up
  std::size_t turn_of_ = 0;         // whose turn it is to send what is due
  std::int64_t checked_ns_ = 0;     // when silent connections were looked for last
  std::int64_t finished_ns_ = 0;
  std::optional<Error> trouble_;
};

}  // namespace mcbin::bench
