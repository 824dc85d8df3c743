// Writes a snapshot: files like those of a log, with nothing but the items, each once. It counts
// once a manifest names it.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/journal/file_system.hpp"
#include "mcbin/journal/record.hpp"

#include <cstdint>
#include <memory>

namespace mcbin::journal {

/// Not safe to share between threads.
class SnapshotWriter {
 public:
  /// @param directory  outlives the writer.
  SnapshotWriter(Directory& directory, std::uint64_t number)
      : directory_(directory), number_(number) {}

  /// Adds an item; its sequence is set here. It is written with write_gathered().
  void gather(Record item);
  [[nodiscard]] std::size_t gathered_bytes() const { return gathered_.size(); }
  [[nodiscard]] Result<void> write_gathered();

  /// All of it is on the disk afterwards, but for the names of the files.
  [[nodiscard]] Result<void> finish();

  [[nodiscard]] std::uint64_t parts() const { return parts_; }
  [[nodiscard]] std::uint64_t items() const { return items_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  Result<void> begin_part();
  Result<void> append_whole(ByteView bytes);

  Directory& directory_;
  std::uint64_t number_;
  std::unique_ptr<File> file_;
  ByteVector gathered_;
  std::uint64_t gathered_first_ = 1;  // the sequence of its first item
  std::uint64_t file_bytes_ = 0;
  std::uint64_t unsynced_bytes_ = 0;
  std::uint64_t parts_ = 0;
  std::uint64_t items_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace mcbin::journal
