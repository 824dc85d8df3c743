// The journal of a running store: takes changes from any thread without making it wait, and writes
// them on a thread of its own. What it promises stands at Durability.
#pragma once

#include "mcbin/base/change_keeper.hpp"
#include "mcbin/base/change_sink.hpp"
#include "mcbin/base/clock.hpp"
#include "mcbin/journal/change_queue.hpp"
#include "mcbin/journal/log_writer.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace mcbin::journal {

enum class Durability : std::uint8_t {
  Interval,  // every change is safe at once; written within 10 ms, on the disk within the interval
  Always,    // a change is safe once it is on the disk
};

/// When changes are accepted again once a full disk has room.
enum class Resume : std::uint8_t { AtOnce, AfterSnapshot };

struct JournalOptions {
  Durability durability = Durability::Interval;
  std::chrono::milliseconds interval{1000};
  std::uint64_t queue_bytes_max = 64ULL << 20;  // told and not written; then it is crowded
  std::uint64_t segment_bytes_max = kSegmentBytes;
  /// How long after a full disk it is tried again.
  std::chrono::milliseconds full_retry{500};
  Resume resume = Resume::AtOnce;
};

/// Where the journal goes on: as recovery says, or as it is here for a new one.
struct JournalStart {
  LogPosition position;
  std::uint64_t cas_highest = 0;  // of all items so far
  std::uint64_t flushed_cas = 0;  // every item up to it is gone
  std::int64_t flush_at_wall_ms = kNeverMs;
  std::uint64_t log_bytes = 0;  // behind the latest snapshot
};

/// Changes are gathered for so long before they are written, in Interval.
inline constexpr std::chrono::milliseconds kGatherTime{2};
/// Once a change has waited for so long to be written, the journal is crowded: with the turns that
/// are under way, no more than the changes of 10 ms are ever unwritten.
inline constexpr std::int64_t kUnwrittenMsMax = 7;

/// Where the log stood at one moment, for a snapshot that begins with it.
struct LogMoment {
  std::uint64_t file_number = 0;     // the log goes on in this file, and in none before it
  std::uint64_t first_sequence = 0;  // of its first record
  std::uint64_t cas_highest = 0;     // of all items so far
};

/// As long as the disk works: Running. A disk without room: Full, until what waits has been
/// written, then Refilling, until a snapshot shows that there is room again. Any other failure is
/// the end of the log: Failed. Changes are accepted while Running.
class Journal final : public ChangeSink, public ChangeKeeper {
 public:
  /// @param directory  outlives the journal, as does `clock`.
  Journal(Directory& directory, const JournalStart& start, const JournalOptions& options,
          const Clock& clock);
  /// Writes and syncs what it has, if the disk works.
  ~Journal() override;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // ChangeSink
  std::uint64_t stored(const StoredChange& change) override;
  std::uint64_t removed(ByteView key) override;
  std::uint64_t expiry_set(ByteView key, std::uint64_t cas, std::int64_t expiry_wall_ms) override;
  std::uint64_t flushed(std::uint64_t cas_last) override;
  std::uint64_t flush_at(std::int64_t wall_ms) override;

  // ChangeKeeper
  [[nodiscard]] bool accepting() const override { return accepting_.load(); }
  [[nodiscard]] bool crowded(Now now) const override;
  [[nodiscard]] std::uint64_t told() const override { return told_.load(); }
  [[nodiscard]] std::uint64_t safe() const override { return safe_.load(); }
  void when_safe(std::uint64_t sequence, std::function<void()> call) override;
  void when_roomy(std::function<void()> call) override;
  [[nodiscard]] KeeperFacts facts() const override;

  // For snapshots.
  /// Has the log go on in a new file. What flushes have done so far is told again in it.
  /// @return the failure when nothing can be written.
  [[nodiscard]] Result<LogMoment> begin_file();
  /// Waits until `sequence` is on the disk.
  /// @return the failure when it will not be, Errc::ConnectionClosed when the journal ends first.
  [[nodiscard]] Result<void> await_on_disk(std::uint64_t sequence);
  /// Whether changes wait for a snapshot to be accepted again.
  [[nodiscard]] bool wants_snapshot() const;
  /// A snapshot of that size, which began with the latest begin_file(), is complete.
  void snapshot_done(std::uint64_t bytes);
  void snapshot_failed();
  /// Ends all waiting; the destructor does the rest.
  void stop();

 private:
  enum class State : std::uint8_t { Running, Full, Refilling, Failed };
  struct Waiter {
    std::uint64_t sequence;
    std::function<void()> call;
  };
  using Waiters = std::vector<Waiter>;
  using Lock = std::unique_lock<std::mutex>;

  std::uint64_t tell(Record record);
  std::uint64_t tell_locked(Record record);
  void write_loop();
  void write_chunks(Lock& lock);
  Result<void> write_all(std::deque<Chunk>& chunks, std::deque<Chunk>& done);
  void note_written(const std::deque<Chunk>& done);
  void sync_loop();
  void note_synced(std::int64_t begun_ms, std::int64_t took_ns);
  Result<void> timed_sync();
  LogMoment mark_moment();
  void take_failure(const Error& error);
  void set_state(State state);
  void note_queue();
  void call_waiters(Lock& lock);
  [[nodiscard]] bool crowded_at(std::int64_t now_ms) const;
  [[nodiscard]] std::int64_t now_ms() const { return clock_.now().steady_ms; }

  const JournalOptions options_;
  const Clock& clock_;

  // Read without the lock, by every turn of a session.
  std::atomic<bool> accepting_{true};
  std::atomic<std::uint64_t> told_;
  std::atomic<std::uint64_t> safe_;
  std::atomic<std::uint64_t> queue_bytes_{0};
  std::atomic<std::int64_t> unwritten_since_ms_{kNeverMs};  // of the oldest change
  std::atomic<std::int64_t> unsynced_since_ms_{kNeverMs};

  mutable std::mutex mutex_;           // for what follows, and for sequences in order
  std::condition_variable work_;       // for the thread that writes
  std::condition_variable sync_work_;  // for the thread that syncs
  std::condition_variable progress_;   // for those who wait for the disk
  ChangeQueue queue_;
  State state_ = State::Running;
  std::uint64_t writing_bytes_ = 0;  // taken from the queue, not yet written
  std::uint64_t cas_highest_;
  std::uint64_t flushed_cas_;
  std::int64_t flush_at_wall_ms_;
  Waiters safe_waiters_;
  std::vector<std::function<void()>> roomy_waiters_;
  bool sleeping_ = false;  // the writer waits for a first change
  bool file_wanted_ = false;
  std::optional<LogMoment> file_begun_;
  bool sync_wanted_ = false;
  bool stopping_ = false;
  std::uint64_t bytes_before_file_ = 0;  // of the log, when the latest snapshot began
  KeeperFacts facts_;

  LogWriter writer_;
  std::thread write_thread_;
  std::thread sync_thread_;
};

}  // namespace mcbin::journal
