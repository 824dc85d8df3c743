#include "mcbin/journal/log_writer.hpp"

#include "mcbin/journal/record.hpp"

#include <array>
#include <utility>

namespace mcbin::journal {

Result<void> LogWriter::give_up(Error error) {
  const std::lock_guard lock(mutex_);
  failure_ = std::move(error);
  return tl::unexpected(*failure_);
}

std::optional<Error> LogWriter::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

std::uint64_t LogWriter::written_sequence() const {
  const std::lock_guard lock(mutex_);
  return written_sequence_;
}

std::uint64_t LogWriter::on_disk_sequence() const {
  const std::lock_guard lock(mutex_);
  return on_disk_sequence_;
}

/// Takes what a failed write left out of the file again.
Result<void> LogWriter::append_whole(File& file, ByteView bytes) {
  for (ByteView rest = bytes; !rest.empty();) {
    const auto taken = file.append(rest);
    if (!taken) {
      if (taken.error().code != Errc::StorageFull) return give_up(taken.error());
      if (auto cut = file.truncate(file_bytes_); !cut) return give_up(cut.error());
      return tl::unexpected(taken.error());
    }
    rest = rest.subspan(*taken);
  }
  file_bytes_ += bytes.size();
  return {};
}

std::uint64_t LogWriter::end_file() {
  file_.reset();
  return next_number_;
}

Result<void> LogWriter::begin_file() {
  file_.reset();
  auto created = directory_.create(segment_name(next_number_));
  if (!created) {
    if (created.error().code == Errc::StorageFull) return tl::unexpected(created.error());
    return give_up(created.error());
  }
  const std::shared_ptr<File> file = std::move(*created);
  const std::uint64_t on_disk = on_disk_sequence();
  file_bytes_ = 0;
  const auto header = encode_segment_header({.number = next_number_,
                                             .first_sequence = written_sequence() + 1,
                                             .on_disk_sequence = on_disk});
  // Where that fails, the same number is tried again.
  if (auto written = append_whole(*file, header); !written) return written;
  ++next_number_;
  marked_sequence_ = on_disk;
  file_ = file;
  const std::lock_guard lock(mutex_);
  unsynced_.push_back(file);
  names_unsynced_ = true;
  return {};
}

/// From now on a damaged record that was on the disk cannot pass for one that never got there.
Result<void> LogWriter::write_mark() {
  const std::uint64_t on_disk = on_disk_sequence();
  if (marked_sequence_ == on_disk) return {};
  std::array<Byte, kRecordHeaderBytes> bytes{};
  encode_record({.type = RecordType::OnDisk, .sequence = written_sequence(), .cas = on_disk},
                bytes);
  seal_record(bytes);
  if (auto written = append_whole(*file_, bytes); !written) return written;
  marked_sequence_ = on_disk;
  return {};
}

Result<void> LogWriter::write(ByteView records, std::uint64_t last_sequence) {
  if (auto failed = failure()) return tl::unexpected(*failed);
  if (!file_ || file_bytes_ >= segment_bytes_max_) {
    if (auto begun = begin_file(); !begun) return begun;
  }
  if (auto marked = write_mark(); !marked) return marked;
  if (auto written = append_whole(*file_, records); !written) return written;
  const std::lock_guard lock(mutex_);
  written_sequence_ = last_sequence;
  return {};
}

Result<void> LogWriter::sync() {
  std::vector<std::shared_ptr<File>> files;
  std::uint64_t sequence = 0;
  bool names = false;
  {
    const std::lock_guard lock(mutex_);
    if (failure_) return tl::unexpected(*failure_);
    if (on_disk_sequence_ == written_sequence_) return {};
    files = unsynced_;
    sequence = written_sequence_;
    names = std::exchange(names_unsynced_, false);
  }
  for (const std::shared_ptr<File>& file : files) {
    if (auto synced = file->sync(); !synced) return give_up(synced.error());
  }
  if (names) {
    if (auto synced = directory_.sync(); !synced) return give_up(synced.error());
  }
  const std::lock_guard lock(mutex_);
  on_disk_sequence_ = sequence;
  unsynced_.erase(unsynced_.begin(),
                  unsynced_.begin() + static_cast<std::ptrdiff_t>(files.size()) - 1);
  return {};
}

}  // namespace mcbin::journal
