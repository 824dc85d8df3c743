#include "mcbin/journal/log_writer.hpp"

#include "mcbin/journal/record.hpp"

#include <array>
#include <utility>

namespace mcbin::journal {

Result<void> LogWriter::give_up(Error error) {
  failure_ = std::move(error);
  return tl::unexpected(*failure_);
}

/// Takes what a failed write left out of the file again.
Result<void> LogWriter::append_whole(ByteView bytes) {
  for (ByteView rest = bytes; !rest.empty();) {
    const auto taken = file_->append(rest);
    if (!taken) {
      if (taken.error().code != Errc::StorageFull) return give_up(taken.error());
      if (auto cut = file_->truncate(file_bytes_); !cut) return give_up(cut.error());
      return tl::unexpected(taken.error());
    }
    rest = rest.subspan(*taken);
  }
  file_bytes_ += bytes.size();
  return {};
}

/// A file counts once its header and its name are on the disk; until then none of it is used.
Result<void> LogWriter::begin_segment() {
  if (file_) {
    if (auto synced = sync(); !synced) return synced;
    file_.reset();
  }
  const std::string name = segment_name(next_number_);
  auto file = directory_.create(name);
  if (!file) {
    if (file.error().code == Errc::StorageFull) return tl::unexpected(file.error());
    return give_up(file.error());
  }
  file_ = std::move(*file);
  file_bytes_ = 0;
  const auto header = encode_segment_header({.number = next_number_,
                                             .first_sequence = written_sequence_ + 1,
                                             .on_disk_sequence = on_disk_sequence_});
  if (auto written = append_whole(header); !written) {
    file_.reset();  // the same number is tried again
    return written;
  }
  ++next_number_;
  marked_sequence_ = on_disk_sequence_;
  if (auto synced = file_->sync(); !synced) return give_up(synced.error());
  if (auto synced = directory_.sync(); !synced) return give_up(synced.error());
  return {};
}

/// From now on a damaged record that was on the disk cannot pass for one that never got there.
Result<void> LogWriter::write_mark() {
  if (marked_sequence_ == on_disk_sequence_) return {};
  std::array<Byte, kRecordHeaderBytes> bytes{};
  encode_record(
      {.type = RecordType::OnDisk, .sequence = written_sequence_, .cas = on_disk_sequence_}, bytes);
  seal_record(bytes);
  if (auto written = append_whole(bytes); !written) return written;
  marked_sequence_ = on_disk_sequence_;
  return {};
}

Result<void> LogWriter::write(ByteView records, std::uint64_t last_sequence) {
  if (failure_) return tl::unexpected(*failure_);
  if (!file_ || file_bytes_ >= segment_bytes_max_) {
    if (auto begun = begin_segment(); !begun) return begun;
  }
  if (auto marked = write_mark(); !marked) return marked;
  if (auto written = append_whole(records); !written) return written;
  written_sequence_ = last_sequence;
  return {};
}

Result<void> LogWriter::sync() {
  if (failure_) return tl::unexpected(*failure_);
  if (!file_ || on_disk_sequence_ == written_sequence_) return {};
  if (auto synced = file_->sync(); !synced) return give_up(synced.error());
  on_disk_sequence_ = written_sequence_;
  return {};
}

}  // namespace mcbin::journal
