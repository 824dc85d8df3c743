#include "mcbin/journal/snapshot_writer.hpp"

#include "mcbin/journal/log_segment.hpp"
#include "mcbin/journal/manifest.hpp"

#include <utility>

namespace mcbin::journal {
namespace {

/// Synced in pieces, so that the log's own syncs never wait for much.
constexpr std::uint64_t kSyncBytes = 4ULL << 20;

}  // namespace

void SnapshotWriter::gather(Record item) {
  item.sequence = ++items_;
  const std::size_t at = gathered_.size();
  gathered_.resize(at + record_bytes(item));
  const MutableByteView place = MutableByteView(gathered_).subspan(at);
  encode_record(item, place);
  seal_record(place);
}

Result<void> SnapshotWriter::append_whole(ByteView bytes) {
  for (ByteView rest = bytes; !rest.empty();) {
    const auto taken = file_->append(rest);
    if (!taken) return tl::unexpected(taken.error());
    rest = rest.subspan(*taken);
  }
  file_bytes_ += bytes.size();
  unsynced_bytes_ += bytes.size();
  bytes_ += bytes.size();
  return {};
}

Result<void> SnapshotWriter::begin_part() {
  if (auto synced = finish(); !synced) return synced;
  auto created = directory_.create(snapshot_name(number_, ++parts_));
  if (!created) return tl::unexpected(created.error());
  file_ = std::move(*created);
  file_bytes_ = 0;
  return append_whole(encode_segment_header(
      {.number = number_, .first_sequence = gathered_first_, .on_disk_sequence = 0}));
}

Result<void> SnapshotWriter::write_gathered() {
  if (gathered_.empty()) return {};
  if (!file_ || file_bytes_ >= kSegmentBytes) {
    if (auto begun = begin_part(); !begun) return begun;
  }
  if (auto written = append_whole(gathered_); !written) return written;
  gathered_.clear();
  gathered_first_ = items_ + 1;
  return unsynced_bytes_ >= kSyncBytes ? finish() : Result<void>{};
}

Result<void> SnapshotWriter::finish() {
  if (!file_ || unsynced_bytes_ == 0) return {};
  unsynced_bytes_ = 0;
  return file_->sync();
}

}  // namespace mcbin::journal
