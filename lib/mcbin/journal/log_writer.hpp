// The end of the log: writes records to the open file, begins a new one when it is large, and says
// how far the log has reached the disk. One thread writes; another may sync beside it.
#pragma once

#include "mcbin/journal/file_system.hpp"
#include "mcbin/journal/log_segment.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace mcbin::journal {

/// Where a log goes on: as recover_log() says, or {1, 0} for a new one.
struct LogPosition {
  std::uint64_t next_number = 1;    // of the next file
  std::uint64_t last_sequence = 0;  // of the last record; all up to it is on the disk
};

/// Writing never waits for a sync: a file may be begun while those before it are on their way to
/// the disk. What is on the disk is known by sequence alone, and each file says it of itself.
class LogWriter {
 public:
  /// @param directory  outlives the writer. A file is begun with the first write.
  LogWriter(Directory& directory, LogPosition position,
            std::uint64_t segment_bytes_max = kSegmentBytes)
      : directory_(directory),
        next_number_(position.next_number),
        segment_bytes_max_(segment_bytes_max),
        marked_sequence_(position.last_sequence),
        written_sequence_(position.last_sequence),
        on_disk_sequence_(position.last_sequence) {}

  /// Hands `records`, whole and sealed, the last of them `last_sequence`, to the system: all of
  /// them or none.
  /// @return Errc::StorageFull: nothing was written, a later try may succeed. Any other failure
  ///         is final: every later call gives it again.
  [[nodiscard]] Result<void> write(ByteView records, std::uint64_t last_sequence);

  /// The next write begins a new file. By the thread that writes.
  /// @return the number that it will have.
  std::uint64_t end_file();

  /// Brings all that had been written when it was called to the disk. Every failure is final.
  [[nodiscard]] Result<void> sync();

  [[nodiscard]] std::uint64_t written_sequence() const;
  [[nodiscard]] std::uint64_t on_disk_sequence() const;

 private:
  Result<void> begin_file();
  Result<void> write_mark();
  Result<void> append_whole(File& file, ByteView bytes);
  Result<void> give_up(Error error);
  [[nodiscard]] std::optional<Error> failure() const;

  Directory& directory_;

  // Of the thread that writes.
  std::shared_ptr<File> file_;
  std::uint64_t file_bytes_ = 0;  // up to the last whole record
  std::uint64_t next_number_;
  std::uint64_t segment_bytes_max_;
  std::uint64_t marked_sequence_;  // what the log says of itself to be on the disk

  mutable std::mutex mutex_;                     // for what follows
  std::vector<std::shared_ptr<File>> unsynced_;  // oldest first; the open one is the last
  bool names_unsynced_ = false;
  std::uint64_t written_sequence_;
  std::uint64_t on_disk_sequence_;
  std::optional<Error> failure_;
};

}  // namespace mcbin::journal
