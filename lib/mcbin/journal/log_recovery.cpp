#include "mcbin/journal/log_recovery.hpp"

#include "mcbin/journal/log_segment.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::journal {
namespace {

using Damage = LogRecoveryOptions::Damage;
using Mend = LogRecoveryOptions::Mend;

/// A file ends with the record that made it large enough, and the writer may get several at once.
constexpr std::uint64_t kFileBytesMax = kSegmentBytes + 4 * std::uint64_t{kRecordBytesMax};

struct LogFile {
  std::string name;
  std::uint64_t number = 0;
  std::uint64_t on_disk_sequence = 0;  // as its header says; 0 where that cannot be read
};

tl::unexpected<Error> damaged(const LogFile& file, std::uint64_t at, const std::string& what) {
  return fail(Errc::BadText, at,
              file.name + " is damaged at byte " + std::to_string(at) + ": " + what);
}

/// Whether a mark behind `at` says that the record `sequence` was on the disk.
bool marked_behind(ByteView bytes, std::size_t at, std::uint64_t sequence) {
  Record record;
  for (std::size_t place = at; place + kRecordHeaderBytes <= bytes.size(); ++place) {
    if (decode_record(bytes.subspan(place), record) == 0) continue;
    if (record.type == RecordType::OnDisk && record.cas >= sequence) return true;
  }
  return false;
}

class Recovery {
 public:
  Recovery(Directory& directory, const LogRecoveryOptions& options, RecordsVisitor visit)
      : directory_(directory), options_(options), visit_(visit) {}

  Result<LogRecovery> run() {
    if (auto listed = list(); !listed) return tl::unexpected(listed.error());
    if (options_.first_sequence > 0) found_.position.last_sequence = options_.first_sequence - 1;
    for (std::size_t at = 0; at < files_.size() && !ended_; ++at) {
      if (auto read = take(at); !read) return tl::unexpected(read.error());
    }
    found_.position.next_number = std::max(found_.position.next_number, options_.first_number);
    if (!files_.empty()) found_.position.next_number = files_.back().number + 1;
    if (options_.mend == Mend::Yes) {
      if (auto mended = mend(); !mended) return tl::unexpected(mended.error());
    }
    return found_;
  }

 private:
  /// Names all files of the log, and reads from each what it knows to be on the disk.
  Result<void> list() {
    const auto names = directory_.list();
    if (!names) return tl::unexpected(names.error());
    for (const std::string& name : *names) {
      const auto number = segment_number(name);
      if (!number || *number < options_.first_number) continue;
      LogFile file{name, *number};
      auto opened = directory_.open(name);
      if (!opened) return tl::unexpected(opened.error());
      ByteVector head(kSegmentHeaderBytes);
      std::size_t got = 0;
      while (got < head.size()) {
        const auto more = (*opened)->read_at(got, MutableByteView(head).subspan(got));
        if (!more) return tl::unexpected(more.error());
        if (*more == 0) break;
        got += *more;
      }
      if (const auto header = decode_segment_header(ByteView(head).first(got))) {
        file.on_disk_sequence = header->on_disk_sequence;
      }
      files_.push_back(std::move(file));
    }
    return {};
  }

  /// Whether the record that comes next was on the disk once, as what lies behind `at` shows.
  Result<bool> next_was_on_disk(std::size_t file, ByteView bytes, std::size_t at) {
    const std::uint64_t sequence = found_.position.last_sequence + 1;
    if (files_[file].on_disk_sequence >= sequence) return true;
    if (marked_behind(bytes, at, sequence)) return true;
    for (std::size_t later = file + 1; later < files_.size(); ++later) {
      if (files_[later].on_disk_sequence >= sequence) return true;
      const auto behind = read_journal_file(directory_, files_[later].name);
      if (!behind) return tl::unexpected(behind.error());
      if (marked_behind(*behind, kSegmentHeaderBytes, sequence)) return true;
    }
    return false;
  }

  /// What cannot be read at `at`: the end that a crash left, or damage.
  /// @return nothing when the reader may go on behind it.
  Result<void> stop(std::size_t number, ByteView bytes, std::size_t at, const std::string& what) {
    const LogFile& file = files_[number];
    const auto was_on_disk = next_was_on_disk(number, bytes, at);
    if (!was_on_disk) return tl::unexpected(was_on_disk.error());
    if (*was_on_disk) {
      auto damage = damaged(file, at, what + ", and what follows shows that it was whole once");
      if (options_.damage == Damage::Refuse) return damage;
      found_.damages.push_back(damage.value().detail);
      return {};
    }
    ended_ = true;
    end_file_ = number;
    kept_bytes_ = at;
    found_.cut_file = file.name;
    found_.cut_bytes = bytes.size() - at;
    return {};
  }

  Result<void> take(std::size_t number) {
    const LogFile& file = files_[number];
    const auto bytes = read_journal_file(directory_, file.name);
    if (!bytes) return tl::unexpected(bytes.error());
    found_.bytes += bytes->size();
    ++found_.files;
    const auto header = decode_segment_header(*bytes);
    std::uint64_t& last_sequence = found_.position.last_sequence;
    if (!header && header.error().code == Errc::BadConfiguration) {
      return fail(Errc::BadConfiguration, 0, file.name + ": " + header.error().detail);
    }
    std::string wrong;
    if (!header) {
      wrong = "its header cannot be read";
    } else if (header->number != file.number) {
      return damaged(file, 0, "its name is another file's");
    } else {
      const bool free = number == 0 && options_.first_sequence == 0;
      if (free) last_sequence = header->first_sequence - 1;
      if (header->first_sequence != last_sequence + 1) wrong = "records are missing before it";
    }
    if (!wrong.empty()) {
      auto stopped = stop(number, *bytes, 0, wrong);
      if (!stopped || ended_) return stopped;
      if (header) last_sequence = header->first_sequence - 1;
    }
    return read_records(number, *bytes);
  }

  Result<void> read_records(std::size_t number, ByteView bytes) {
    std::size_t at = std::min(bytes.size(), kSegmentHeaderBytes);
    while (!ended_ && at < bytes.size()) {
      RecordReader reader(bytes.subspan(at), found_.position.last_sequence);
      Record record;
      auto step = reader.next(record);
      for (; step == RecordReader::Step::Record; step = reader.next(record)) {
        if (record.type != RecordType::OnDisk) records_.push_back(record);
      }
      at += reader.at();
      found_.position.last_sequence = reader.last_sequence();
      if (step == RecordReader::Step::End) break;
      if (auto stopped = stop(number, bytes, at, "a record cannot be read"); !stopped) {
        return stopped;
      }
      if (!ended_) at = next_good(bytes, at + 1);
    }
    found_.records += records_.size();
    if (!records_.empty()) visit_(records_);
    records_.clear();
    return {};
  }

  /// Where the next record lies that can be read, at or behind `at`; it may have any sequence.
  std::size_t next_good(ByteView bytes, std::size_t at) {
    Record record;
    for (; at < bytes.size(); ++at) {
      if (decode_record(bytes.subspan(at), record) == 0) continue;
      const bool counts = record.type != RecordType::OnDisk;
      if (record.sequence <= found_.position.last_sequence) continue;
      found_.position.last_sequence = record.sequence - (counts ? 1 : 0);
      return at;
    }
    return bytes.size();
  }

  /// After this the log is as if its last record had been followed by a sync. Files behind the end
  /// go first, the last of them before the others: at no moment is there a gap.
  Result<void> mend() {
    const std::size_t whole = ended_ ? end_file_ + (kept_bytes_ > 0 ? 1 : 0) : files_.size();
    for (std::size_t at = files_.size(); at > whole; --at) {
      if (auto removed = directory_.remove(files_[at - 1].name); !removed) return removed;
    }
    if (auto synced = directory_.sync(); !synced) return synced;
    for (std::size_t at = 0; at < whole; ++at) {
      auto opened = directory_.open(files_[at].name);
      if (!opened) return tl::unexpected(opened.error());
      if (ended_ && at == end_file_) {
        if (auto done = (*opened)->truncate(kept_bytes_); !done) return done;
      }
      if (auto synced = (*opened)->sync(); !synced) return synced;
    }
    return directory_.sync();
  }

  Directory& directory_;
  const LogRecoveryOptions& options_;
  RecordsVisitor visit_;
  std::vector<LogFile> files_;
  std::vector<Record> records_;  // of the file that is being read
  LogRecovery found_;
  bool ended_ = false;  // in end_file_, behind its first kept_bytes_
  std::size_t end_file_ = 0;
  std::size_t kept_bytes_ = 0;
};

}  // namespace

Result<ByteVector> read_journal_file(Directory& directory, const std::string& name) {
  auto opened = directory.open(name);
  if (!opened) return tl::unexpected(opened.error());
  const auto size = (*opened)->size();
  if (!size) return tl::unexpected(size.error());
  if (*size > kFileBytesMax) {
    return fail(Errc::BadText, kFileBytesMax, name + " is larger than a file of a journal can be");
  }
  ByteVector bytes(*size);
  for (std::size_t at = 0; at < bytes.size();) {
    const auto got = (*opened)->read_at(at, MutableByteView(bytes).subspan(at));
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) return fail(Errc::ReadFailed, at, name + " became shorter while read");
    at += *got;
  }
  return bytes;
}

Result<LogRecovery> recover_log(Directory& directory, const LogRecoveryOptions& options,
                                RecordsVisitor visit) {
  return Recovery(directory, options, visit).run();
}

}  // namespace mcbin::journal
