#include "mcbin/journal/journal.hpp"

#include <algorithm>
#include <limits>
#include <pthread.h>
#include <utility>

namespace mcbin::journal {
namespace {

constexpr std::uint64_t kAllSafe = std::numeric_limits<std::uint64_t>::max();
/// So much is written at once, however short it has waited.
constexpr std::uint64_t kEagerBytes = 1U << 20U;
/// A sync begins so often within the interval, so that what is written meanwhile makes it, too.
constexpr int kSyncsPerInterval = 2;
constexpr std::int64_t kNsPerUs = 1000;

}  // namespace

Journal::Journal(Directory& directory, const JournalStart& start, const JournalOptions& options,
                 const Clock& clock)
    : options_(options),
      clock_(clock),
      told_(start.position.last_sequence),
      safe_(options.durability == Durability::Always ? start.position.last_sequence : kAllSafe),
      cas_highest_(start.cas_highest),
      flushed_cas_(start.flushed_cas),
      flush_at_wall_ms_(start.flush_at_wall_ms),
      writer_(directory, start.position, options.segment_bytes_max) {
  facts_.mode = options.durability == Durability::Always ? "always" : "interval";
  facts_.state = "running";
  facts_.log_bytes = start.log_bytes;
  write_thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), "journal-write");
    write_loop();
  });
  if (options.durability == Durability::Always) return;
  sync_thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), "journal-sync");
    sync_loop();
  });
}

Journal::~Journal() {
  stop();
  write_thread_.join();
  if (sync_thread_.joinable()) sync_thread_.join();
  static_cast<void>(writer_.sync());  // its failure is of no use to anybody any more
}

void Journal::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  work_.notify_all();
  sync_work_.notify_all();
  progress_.notify_all();
}

std::uint64_t Journal::stored(const StoredChange& change) {
  return tell({.type = RecordType::Stored,
               .flags = change.flags,
               .cas = change.cas,
               .expiry_wall_ms = change.expiry_wall_ms,
               .key = change.key,
               .value = change.value});
}

std::uint64_t Journal::removed(ByteView key) {
  return tell({.type = RecordType::Removed, .key = key, .value = {}});
}

std::uint64_t Journal::expiry_set(ByteView key, std::uint64_t cas, std::int64_t expiry_wall_ms) {
  return tell({.type = RecordType::ExpirySet,
               .cas = cas,
               .expiry_wall_ms = expiry_wall_ms,
               .key = key,
               .value = {}});
}

std::uint64_t Journal::flushed(std::uint64_t cas_last) {
  return tell({.type = RecordType::Flushed, .cas = cas_last, .key = {}, .value = {}});
}

std::uint64_t Journal::flush_at(std::int64_t wall_ms) {
  return tell({.type = RecordType::FlushAt, .expiry_wall_ms = wall_ms, .key = {}, .value = {}});
}

std::uint64_t Journal::tell(Record record) {
  bool wake = false;
  std::uint64_t sequence = 0;
  {
    const std::lock_guard lock(mutex_);
    const std::uint64_t before = queue_.bytes();
    sequence = tell_locked(record);
    wake = sleeping_ || (before < kEagerBytes && queue_.bytes() >= kEagerBytes);
    if (wake) sleeping_ = false;
  }
  if (wake) work_.notify_one();
  return sequence;
}

/// Once the log has failed, nothing is kept any more; what is told then was let through before.
std::uint64_t Journal::tell_locked(Record record) {
  record.sequence = told_.load(std::memory_order_relaxed) + 1;
  switch (record.type) {
    case RecordType::Stored:
      cas_highest_ = std::max(cas_highest_, record.cas);
      break;
    case RecordType::Flushed:
      flushed_cas_ = std::max(flushed_cas_, record.cas);
      flush_at_wall_ms_ = kNeverMs;
      break;
    case RecordType::FlushAt:
      flush_at_wall_ms_ = record.expiry_wall_ms;
      break;
    case RecordType::Removed:
    case RecordType::ExpirySet:
    case RecordType::OnDisk:
      break;
  }
  if (state_ != State::Failed) {
    queue_.push(record, [this] { return now_ms(); });
    note_queue();
  }
  told_.store(record.sequence, std::memory_order_release);
  return record.sequence;
}

/// Called for every change, so nothing of it is ordered more than the lock orders it.
void Journal::note_queue() {
  queue_bytes_.store(queue_.bytes() + writing_bytes_, std::memory_order_relaxed);
  if (writing_bytes_ > 0) return;  // the oldest change is among those
  unwritten_since_ms_.store(queue_.empty() ? kNeverMs : queue_.front().begun_ms,
                            std::memory_order_relaxed);
}

bool Journal::crowded_at(std::int64_t now_ms) const {
  if (queue_bytes_.load(std::memory_order_relaxed) > options_.queue_bytes_max) return true;
  if (options_.durability == Durability::Always) return false;  // answers wait anyway
  const auto waits = [now_ms](const std::atomic<std::int64_t>& since_ms, std::int64_t limit_ms) {
    const std::int64_t since = since_ms.load(std::memory_order_relaxed);
    return since != kNeverMs && now_ms - since > limit_ms;
  };
  return waits(unwritten_since_ms_, kUnwrittenMsMax) ||
         waits(unsynced_since_ms_, options_.interval.count());
}

bool Journal::crowded(Now now) const {
  return crowded_at(now.steady_ms);
}

void Journal::when_safe(std::uint64_t sequence, std::function<void()> call) {
  {
    const std::lock_guard lock(mutex_);
    if (accepting_ && sequence > safe_) {
      safe_waiters_.push_back({sequence, std::move(call)});
      return;
    }
  }
  call();
}

void Journal::when_roomy(std::function<void()> call) {
  {
    const std::lock_guard lock(mutex_);
    if (accepting_ && crowded_at(now_ms())) {
      roomy_waiters_.push_back(std::move(call));
      return;
    }
  }
  call();
}

/// Calls whoever need not wait any longer, without the lock.
void Journal::call_waiters(Lock& lock) {
  std::vector<std::function<void()>> calls;
  if (!accepting_ || !crowded_at(now_ms())) calls.swap(roomy_waiters_);
  const auto released =
      std::partition(safe_waiters_.begin(), safe_waiters_.end(),
                     [&](const Waiter& waiter) { return accepting_ && waiter.sequence > safe_; });
  for (auto waiter = released; waiter != safe_waiters_.end(); ++waiter) {
    calls.push_back(std::move(waiter->call));
  }
  safe_waiters_.erase(released, safe_waiters_.end());
  if (calls.empty()) return;
  lock.unlock();
  for (const auto& call : calls) call();
  lock.lock();
}

KeeperFacts Journal::facts() const {
  const std::lock_guard lock(mutex_);
  KeeperFacts facts = facts_;
  facts.told = told_;
  facts.written = writer_.written_sequence();
  facts.on_disk = writer_.on_disk_sequence();
  facts.queue_bytes = queue_bytes_;
  return facts;
}

void Journal::write_loop() {
  Lock lock(mutex_);
  for (;;) {
    const auto due = [this] { return stopping_ || file_wanted_ || !queue_.empty(); };
    while (!due()) {
      sleeping_ = true;
      work_.wait(lock);
    }
    sleeping_ = false;
    if (state_ == State::Full) {
      if (stopping_ || work_.wait_for(lock, options_.full_retry, [this] { return stopping_; })) {
        return;
      }
    } else if (options_.durability == Durability::Interval) {
      work_.wait_for(lock, kGatherTime,
                     [this] { return stopping_ || file_wanted_ || queue_.bytes() >= kEagerBytes; });
    }
    if (queue_.empty() && !file_wanted_) return;  // it stops
    write_chunks(lock);
  }
}

/// Writes what has gathered. What a full disk does not take waits in front of what comes next.
void Journal::write_chunks(Lock& lock) {
  std::deque<Chunk> chunks = queue_.take();
  for (const Chunk& chunk : chunks) writing_bytes_ += chunk.size;
  std::optional<LogMoment> moment;
  if (std::exchange(file_wanted_, false)) moment = mark_moment();
  std::deque<Chunk> done;
  lock.unlock();
  Result<void> written = write_all(chunks, done);
  if (written && moment) moment->file_number = writer_.end_file();
  if (written && options_.durability == Durability::Always) written = timed_sync();
  lock.lock();
  writing_bytes_ = 0;
  queue_.put_back(std::move(chunks));
  note_written(done);
  queue_.recycle(std::move(done));
  note_queue();
  if (written) {
    if (state_ == State::Full) {
      set_state(options_.resume == Resume::AtOnce ? State::Running : State::Refilling);
    }
    if (moment) file_begun_ = moment;
  } else {
    take_failure(written.error());
  }
  if (options_.durability == Durability::Always && state_ != State::Failed) {
    safe_ = writer_.on_disk_sequence();
  }
  progress_.notify_all();
  call_waiters(lock);
}

Result<void> Journal::write_all(std::deque<Chunk>& chunks, std::deque<Chunk>& done) {
  while (!chunks.empty()) {
    seal_chunk(chunks.front());
    auto written = writer_.write(chunks.front().bytes(), chunks.front().last_sequence);
    if (!written) return written;
    done.push_back(std::move(chunks.front()));
    chunks.pop_front();
  }
  return {};
}

void Journal::note_written(const std::deque<Chunk>& done) {
  if (done.empty()) return;
  const auto late_ms = static_cast<std::uint64_t>(now_ms() - done.front().begun_ms);
  facts_.written_late_ms_max = std::max(facts_.written_late_ms_max, late_ms);
  for (const Chunk& chunk : done) facts_.log_bytes += chunk.size;
  if (unsynced_since_ms_ == kNeverMs && options_.durability == Durability::Interval) {
    unsynced_since_ms_ = done.front().begun_ms;
  }
}

/// What is told from here on goes to a new file, which begins with what flushes have done.
LogMoment Journal::mark_moment() {
  const LogMoment moment{
      .file_number = 0, .first_sequence = told_ + 1, .cas_highest = cas_highest_};
  const std::int64_t flush_at = flush_at_wall_ms_;
  tell_locked({.type = RecordType::Flushed, .cas = flushed_cas_, .key = {}, .value = {}});
  if (flush_at != kNeverMs) {
    tell_locked({.type = RecordType::FlushAt, .expiry_wall_ms = flush_at, .key = {}, .value = {}});
  }
  bytes_before_file_ = facts_.log_bytes + writing_bytes_;
  return moment;
}

Result<void> Journal::timed_sync() {
  const std::int64_t begun_ns = clock_.steady_ns();
  auto synced = writer_.sync();
  const std::int64_t took_ns = clock_.steady_ns() - begun_ns;
  const std::lock_guard lock(mutex_);
  ++facts_.syncs;
  facts_.sync_us_max = std::max(facts_.sync_us_max, static_cast<std::uint64_t>(took_ns / kNsPerUs));
  return synced;
}

void Journal::sync_loop() {
  Lock lock(mutex_);
  while (!stopping_) {
    sync_work_.wait_for(lock, options_.interval / kSyncsPerInterval,
                        [this] { return stopping_ || sync_wanted_; });
    sync_wanted_ = false;
    if (unsynced_since_ms_ == kNeverMs || state_ == State::Failed) continue;
    const std::int64_t begun_ms = now_ms();
    lock.unlock();
    const auto synced = timed_sync();
    lock.lock();
    if (!synced) take_failure(synced.error());
    const bool all = writer_.on_disk_sequence() == writer_.written_sequence();
    // What came meanwhile may have been told a little before it was written.
    unsynced_since_ms_ = all ? kNeverMs : begun_ms - kUnwrittenMsMax;
    progress_.notify_all();
    call_waiters(lock);
  }
}

void Journal::take_failure(const Error& error) {
  if (state_ == State::Failed) return;
  facts_.trouble = error.detail;
  set_state(error.code == Errc::StorageFull ? State::Full : State::Failed);
  if (state_ != State::Failed) return;
  static_cast<void>(queue_.take());
  note_queue();
}

/// What is not safe when changes are no longer accepted is never acknowledged, unless it becomes
/// safe after all.
void Journal::set_state(State state) {
  state_ = state;
  constexpr const char* kNames[] = {"running", "full", "refilling", "failed"};
  facts_.state = kNames[static_cast<std::size_t>(state)];
  if (state == State::Running) facts_.trouble.clear();
  if (options_.durability == Durability::Interval) {
    safe_ = state == State::Running ? kAllSafe : writer_.written_sequence();
  }
  accepting_ = state == State::Running;
}

Result<LogMoment> Journal::begin_file() {
  Lock lock(mutex_);
  if (state_ == State::Failed) return fail(Errc::WriteFailed, 0, facts_.trouble);
  file_begun_.reset();
  file_wanted_ = true;
  work_.notify_all();
  progress_.wait(lock, [this] {
    return stopping_ || file_begun_ || state_ == State::Failed || state_ == State::Full;
  });
  if (file_begun_) return *file_begun_;
  file_wanted_ = false;
  if (stopping_) return fail(Errc::ConnectionClosed, 0, "the journal ends");
  return fail(state_ == State::Full ? Errc::StorageFull : Errc::WriteFailed, 0, facts_.trouble);
}

Result<void> Journal::await_on_disk(std::uint64_t sequence) {
  Lock lock(mutex_);
  while (writer_.on_disk_sequence() < sequence) {
    if (stopping_) return fail(Errc::ConnectionClosed, 0, "the journal ends");
    if (state_ == State::Failed) return fail(Errc::WriteFailed, 0, facts_.trouble);
    if (state_ == State::Full) return fail(Errc::StorageFull, 0, facts_.trouble);
    sync_wanted_ = true;
    sync_work_.notify_all();
    progress_.wait(lock);
  }
  return {};
}

bool Journal::wants_snapshot() const {
  const std::lock_guard lock(mutex_);
  return state_ == State::Refilling;
}

void Journal::snapshot_done(std::uint64_t bytes) {
  Lock lock(mutex_);
  ++facts_.snapshots;
  facts_.snapshot_bytes = bytes;
  facts_.log_bytes -= std::min(facts_.log_bytes, bytes_before_file_);
  if (state_ == State::Refilling) set_state(State::Running);
  call_waiters(lock);
}

void Journal::snapshot_failed() {
  const std::lock_guard lock(mutex_);
  ++facts_.snapshot_failures;
}

}  // namespace mcbin::journal
