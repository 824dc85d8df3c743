// The port through which the engine asks whoever keeps the changes of the store (the journal):
// whether there may be more of them, and which of them may be acknowledged.
#pragma once

#include "mcbin/base/clock.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace mcbin {

/// What a keeper tells about itself: gauges of this moment, and counters since the start.
struct KeeperFacts {
  std::string mode;                  // "interval", "always"
  std::string state;                 // "running", "full", "refilling", "failed"
  std::string trouble;               // why it is not running, as a sentence; else empty
  std::uint64_t told = 0;            // changes so far; all sequences count from the first log on
  std::uint64_t written = 0;         // of them handed to the system
  std::uint64_t on_disk = 0;         // of them on the disk
  std::uint64_t queue_bytes = 0;     // told, not written
  std::uint64_t log_bytes = 0;       // that a start would have to read, without the snapshot
  std::uint64_t snapshot_bytes = 0;  // of the latest snapshot
  std::uint64_t snapshots = 0;       // taken
  std::uint64_t snapshot_failures = 0;
  std::uint64_t syncs = 0;
  std::uint64_t sync_us_max = 0;
  std::uint64_t written_late_ms_max = 0;  // the longest that a change waited to be written
};

/// Every method is safe from any thread, and none blocks.
class ChangeKeeper {
 public:
  virtual ~ChangeKeeper() = default;

  /// Whether changes can be kept. While not, nobody may make any.
  [[nodiscard]] virtual bool accepting() const = 0;

  /// Whether whoever wants to make a change should wait first, as the disk is behind.
  [[nodiscard]] virtual bool crowded(Now now) const = 0;

  /// The sequence of the change that was told last.
  [[nodiscard]] virtual std::uint64_t told() const = 0;

  /// Changes up to this sequence may be acknowledged; the largest number of all where no answer
  /// has to wait.
  [[nodiscard]] virtual std::uint64_t safe() const = 0;

  /// Has `call` called once: when `sequence` is safe, or when changes are no longer accepted. It
  /// may be called at once, from any thread.
  virtual void when_safe(std::uint64_t sequence, std::function<void()> call) = 0;

  /// Has `call` called once: when it is no longer crowded, or changes are no longer accepted.
  virtual void when_roomy(std::function<void()> call) = 0;

  [[nodiscard]] virtual KeeperFacts facts() const = 0;
};

}  // namespace mcbin
