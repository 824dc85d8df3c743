#include "mcbin/journal/journal_recovery.hpp"

#include "mcbin/journal/log_segment.hpp"
#include "mcbin/journal/manifest.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace mcbin::journal {
namespace {

using Damage = LogRecoveryOptions::Damage;
using Mend = LogRecoveryOptions::Mend;

/// What was acknowledged and then lost with the end of the log may have had a CAS, too: those that
/// come are so much higher that none is given twice.
constexpr std::uint64_t kCasLeap = 1ULL << 30;

class WholeRecovery {
 public:
  WholeRecovery(Directory& directory, Damage damage, Mend mend, const JournalVisitors& visitors)
      : directory_(directory), damage_(damage), mend_(mend), visitors_(visitors) {}

  Result<JournalRecovery> run() {
    if (auto read = take_manifest(); !read) return tl::unexpected(read.error());
    if (auto read = take_snapshots(); !read) return tl::unexpected(read.error());
    const auto log = recover_log(directory_,
                                 {.damage = damage_,
                                  .mend = mend_,
                                  .first_number = manifest_.log_number,
                                  .first_sequence = manifest_known_ ? manifest_.log_sequence : 0},
                                 [this](std::span<const Record> records) {
                                   note(records);
                                   visitors_.log(records);
                                 });
    if (!log) return tl::unexpected(log.error());
    found_.start.position = log->position;
    found_.start.log_bytes = log->bytes;
    found_.log_records = log->records;
    found_.log_files = log->files;
    found_.cut_file = log->cut_file;
    found_.cut_bytes = log->cut_bytes;
    found_.damages.insert(found_.damages.end(), log->damages.begin(), log->damages.end());
    const bool anything = log->records > 0 || found_.snapshot_items > 0 || manifest_.snapshot > 0;
    if (anything) found_.start.cas_highest += kCasLeap;
    if (mend_ == Mend::Yes && manifest_known_) {
      if (auto removed = remove_others(directory_, manifest_); !removed) {
        return tl::unexpected(removed.error());
      }
    }
    return std::move(found_);
  }

 private:
  /// An error, or nothing where damage is skipped.
  Result<void> note_damage(const Error& error) {
    if (damage_ == Damage::Refuse || error.code != Errc::BadText) return tl::unexpected(error);
    found_.damages.push_back(error.detail);
    return {};
  }

  Result<void> take_manifest() {
    const auto manifest = read_manifest(directory_);
    if (!manifest) {
      manifest_known_ = false;
      return note_damage(manifest.error());
    }
    manifest_ = manifest->value_or(Manifest{});
    found_.start.cas_highest = manifest_.cas_highest;
    found_.snapshot = manifest_.snapshot;
    return {};
  }

  /// Those that the manifest names or, where it is lost, all there are.
  Result<std::vector<std::string>> snapshot_files() {
    const auto all = directory_.list();
    if (!all) return tl::unexpected(all.error());
    std::vector<std::string> names;
    if (!manifest_known_) {
      std::copy_if(all->begin(), all->end(), std::back_inserter(names),
                   [](const std::string& name) { return snapshot_number(name).has_value(); });
      return names;
    }
    // However many it claims: no more than there are files.
    const std::uint64_t parts = std::min<std::uint64_t>(manifest_.snapshot_parts, all->size());
    for (std::uint64_t part = 1; part <= parts; ++part) {
      names.push_back(snapshot_name(manifest_.snapshot, part));
    }
    if (parts == manifest_.snapshot_parts) return names;
    auto noted = note_damage({Errc::BadText, 0, "parts of the snapshot are missing"});
    if (!noted) return tl::unexpected(noted.error());
    return names;
  }

  Result<void> take_snapshots() {
    const auto names = snapshot_files();
    if (!names) return tl::unexpected(names.error());
    for (const std::string& name : *names) {
      auto read = take_part(name);
      if (read) continue;
      if (auto noted = note_damage(read.error()); !noted) return noted;
    }
    if (!manifest_known_ || found_.snapshot_items == manifest_.snapshot_items) return {};
    return note_damage({Errc::BadText, 0, "the snapshot has not all of its items"});
  }

  Result<void> take_part(const std::string& name) {
    const auto bytes = read_journal_file(directory_, name);
    if (!bytes && bytes.error().code == Errc::ReadFailed) {
      return fail(Errc::BadText, 0, name + " cannot be read: " + bytes.error().detail);
    }
    if (!bytes) return tl::unexpected(bytes.error());
    ++found_.snapshot_files;
    const auto header = decode_segment_header(*bytes);
    if (!header && header.error().code == Errc::BadConfiguration) {
      return fail(Errc::BadConfiguration, 0, name + ": " + header.error().detail);
    }
    const auto damaged = [&](std::uint64_t at) {
      return fail(Errc::BadText, at, name + " is damaged at byte " + std::to_string(at));
    };
    if (!header || header->number != snapshot_number(name)) return damaged(0);
    RecordReader reader(ByteView(*bytes).subspan(kSegmentHeaderBytes), header->first_sequence - 1);
    Record record;
    std::vector<Record> items;
    auto step = reader.next(record);
    for (; step == RecordReader::Step::Record; step = reader.next(record)) items.push_back(record);
    found_.snapshot_items += items.size();
    note(items);
    visitors_.snapshot(items);
    if (step == RecordReader::Step::Bad) return damaged(kSegmentHeaderBytes + reader.at());
    return {};
  }

  /// What the journal that goes on has to know.
  void note(std::span<const Record> records) {
    JournalStart& start = found_.start;
    for (const Record& record : records) {
      switch (record.type) {
        case RecordType::Stored:
        case RecordType::ExpirySet:
          start.cas_highest = std::max(start.cas_highest, record.cas);
          break;
        case RecordType::Flushed:
          start.cas_highest = std::max(start.cas_highest, record.cas);
          start.flushed_cas = std::max(start.flushed_cas, record.cas);
          start.flush_at_wall_ms = kNeverMs;
          break;
        case RecordType::FlushAt:
          start.flush_at_wall_ms = record.expiry_wall_ms;
          break;
        case RecordType::Removed:
        case RecordType::OnDisk:
          break;
      }
    }
  }

  Directory& directory_;
  const Damage damage_;
  const Mend mend_;
  const JournalVisitors& visitors_;
  Manifest manifest_;
  bool manifest_known_ = true;
  JournalRecovery found_;
};

}  // namespace

Result<JournalRecovery> recover_journal(Directory& directory, Damage damage, Mend mend,
                                        const JournalVisitors& visitors) {
  return WholeRecovery(directory, damage, mend, visitors).run();
}

}  // namespace mcbin::journal
