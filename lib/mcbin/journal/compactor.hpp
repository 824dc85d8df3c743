// Keeps a log short: when it is twice what is alive, a snapshot is taken beside the running store,
// slowly, and what lies before it is removed.
#pragma once

#include "mcbin/base/function_ref.hpp"
#include "mcbin/journal/journal.hpp"
#include "mcbin/journal/record.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>

namespace mcbin::journal {

/// The items of the store, in pieces small enough to be gathered in memory.
class SnapshotSource {
 public:
  virtual ~SnapshotSource() = default;
  [[nodiscard]] virtual std::size_t parts() const = 0;
  /// Shows every item that lives unchanged during the call, and of the others one version each or
  /// none; the views of a record are valid while `visit` runs.
  virtual void visit_part(std::size_t part, FunctionRef<void(const Record& item)> visit) = 0;
  /// About what a snapshot would take.
  [[nodiscard]] virtual std::uint64_t live_bytes() const = 0;
};

struct CompactorOptions {
  std::uint64_t log_bytes_min = kSegmentBytes;   // a shorter log is left alone
  std::uint64_t bytes_per_second = 64ULL << 20;  // of a snapshot
  std::chrono::milliseconds check_interval{1000};
  std::chrono::milliseconds retry_interval{10'000};  // after a snapshot that failed
};

/// Has a thread of its own.
class Compactor {
 public:
  /// Whether a snapshot is taken at once, however short the log is.
  enum class First : std::uint8_t { WhenDue, AtOnce };

  /// @param directory  outlives the compactor, as do the others.
  Compactor(Directory& directory, Journal& journal, SnapshotSource& source,
            const CompactorOptions& options, First first);
  ~Compactor();
  Compactor(const Compactor&) = delete;
  Compactor& operator=(const Compactor&) = delete;

  /// Takes a snapshot and removes what it makes needless. Not beside the thread.
  [[nodiscard]] static Result<std::uint64_t> compact(
      Directory& directory, Journal& journal, SnapshotSource& source,
      FunctionRef<Result<void>(std::uint64_t bytes)> pace);

 private:
  void run();
  [[nodiscard]] bool due() const;
  [[nodiscard]] Result<void> keep_pace(std::chrono::steady_clock::time_point begun,
                                       std::uint64_t bytes);
  [[nodiscard]] bool wait(std::chrono::nanoseconds time);

  Directory& directory_;
  Journal& journal_;
  SnapshotSource& source_;
  const CompactorOptions options_;
  bool wanted_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mcbin::journal
