#include "mcbin/journal/log_recovery.hpp"

#include "mcbin/journal/log_segment.hpp"

#include <utility>
#include <vector>

namespace mcbin::journal {
namespace {

/// A file ends with the record that made it large enough, and the writer may get several at once.
constexpr std::uint64_t kFileBytesMax = kSegmentBytes + 4 * std::uint64_t{kRecordBytesMax};

struct LogFile {
  std::string name;
  std::uint64_t number;
};

tl::unexpected<Error> damaged(const LogFile& file, std::uint64_t at, const std::string& what) {
  return fail(Errc::BadText, at,
              file.name + " is damaged at byte " + std::to_string(at) + ": " + what);
}

Result<ByteVector> read_file(Directory& directory, const LogFile& file) {
  auto opened = directory.open(file.name);
  if (!opened) return tl::unexpected(opened.error());
  const auto size = (*opened)->size();
  if (!size) return tl::unexpected(size.error());
  if (*size > kFileBytesMax) return damaged(file, kFileBytesMax, "larger than a log file can be");
  ByteVector bytes(*size);
  for (std::size_t at = 0; at < bytes.size();) {
    const auto got = (*opened)->read_at(at, MutableByteView(bytes).subspan(at));
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) return fail(Errc::ReadFailed, at, file.name + " became shorter while read");
    at += *got;
  }
  return bytes;
}

/// Whether what lies behind `at` proves that the bytes there were on the disk once: a mark that
/// covers `sequence`; or, for the header of a file, any record at all.
bool was_on_disk(ByteView bytes, std::size_t at, std::uint64_t sequence) {
  Record record;
  for (std::size_t place = at + 1; place + kRecordHeaderBytes <= bytes.size(); ++place) {
    if (decode_record(bytes.subspan(place), record) == 0) continue;
    if (at < kSegmentHeaderBytes) return true;
    if (record.type == RecordType::OnDisk && record.cas >= sequence) return true;
  }
  return false;
}

class Recovery {
 public:
  Recovery(Directory& directory, FunctionRef<void(const Record&)> visit)
      : directory_(directory), visit_(visit) {}

  Result<LogRecovery> run() {
    const auto names = directory_.list();
    if (!names) return tl::unexpected(names.error());
    for (const std::string& name : *names) {
      if (const auto number = segment_number(name)) files_.push_back({name, *number});
    }
    for (const LogFile& file : files_) {
      if (auto read = take(file); !read) return tl::unexpected(read.error());
    }
    if (!files_.empty()) found_.position.next_number = files_.back().number + 1;
    if (auto mended = mend(); !mended) return tl::unexpected(mended.error());
    return found_;
  }

 private:
  /// What cannot be read at `at`: the end that a crash left, or damage.
  Result<void> stop(const LogFile& file, ByteView bytes, std::size_t at) {
    const std::uint64_t sequence = found_.position.last_sequence + 1;
    if (&file != &files_.back())
      return damaged(file, at, "no end of a log, as another file follows");
    if (was_on_disk(bytes, at, sequence)) {
      return damaged(file, at, "what follows shows that it was whole once");
    }
    found_.cut_file = file.name;
    found_.cut_bytes = bytes.size() - at;
    kept_bytes_ = at;
    return {};
  }

  Result<void> take(const LogFile& file) {
    const auto bytes = read_file(directory_, file);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto header = decode_segment_header(*bytes);
    if (!header) {
      if (header.error().code != Errc::BadConfiguration) return stop(file, *bytes, 0);
      return fail(Errc::BadConfiguration, 0, file.name + ": " + header.error().detail);
    }
    const bool first = &file == &files_.front();
    if (first) found_.position.last_sequence = header->first_sequence - 1;
    if (header->number != file.number) return damaged(file, 0, "its name is another file's");
    if (header->first_sequence != found_.position.last_sequence + 1) {
      return damaged(file, 0, "records are missing before it");
    }
    const ByteView records = ByteView(*bytes).subspan(kSegmentHeaderBytes);
    RecordReader reader(records, found_.position.last_sequence);
    Record record;
    auto step = reader.next(record);
    for (; step == RecordReader::Step::Record; step = reader.next(record)) {
      if (record.type == RecordType::OnDisk) continue;
      ++found_.records;
      visit_(record);
    }
    found_.position.last_sequence = reader.last_sequence();
    if (step == RecordReader::Step::End) return {};
    return stop(file, *bytes, kSegmentHeaderBytes + reader.at());
  }

  /// After this the log is as if its last record had been followed by a sync.
  Result<void> mend() {
    for (const LogFile& file : files_) {
      const bool cut = file.name == found_.cut_file;
      if (cut && kept_bytes_ == 0) {
        if (auto removed = directory_.remove(file.name); !removed) return removed;
        continue;
      }
      auto opened = directory_.open(file.name);
      if (!opened) return tl::unexpected(opened.error());
      if (cut) {
        if (auto done = (*opened)->truncate(kept_bytes_); !done) return done;
      }
      if (auto synced = (*opened)->sync(); !synced) return synced;
    }
    return directory_.sync();
  }

  Directory& directory_;
  FunctionRef<void(const Record&)> visit_;
  std::vector<LogFile> files_;
  LogRecovery found_;
  std::uint64_t kept_bytes_ = 0;
};

}  // namespace

Result<LogRecovery> recover_log(Directory& directory, FunctionRef<void(const Record&)> visit) {
  return Recovery(directory, visit).run();
}

}  // namespace mcbin::journal
