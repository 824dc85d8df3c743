// Reads what a journal has kept: the latest snapshot, then the log behind it.
#pragma once

#include "mcbin/journal/journal.hpp"
#include "mcbin/journal/log_recovery.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mcbin::journal {

struct JournalRecovery {
  JournalStart start;          // for the journal that goes on
  std::uint64_t snapshot = 0;  // its number, 0 for none
  std::uint64_t snapshot_items = 0;
  std::uint64_t snapshot_files = 0;
  std::uint64_t log_records = 0;
  std::uint64_t log_files = 0;
  std::uint64_t cut_bytes = 0;
  std::string cut_file;
  std::vector<std::string> damages;
};

/// Whom to show what was found.
struct JournalVisitors {
  RecordsVisitor snapshot;  // its items, as records; their sequences count them
  RecordsVisitor log;
};

/// Shows the items of the snapshot and then the records of the log, in order. With
/// Mend::Yes the directory holds nothing else of a journal afterwards; with damages skipped, a
/// snapshot has to be taken before the directory is whole again.
/// @return as recover_log().
[[nodiscard]] Result<JournalRecovery> recover_journal(Directory& directory,
                                                      LogRecoveryOptions::Damage damage,
                                                      LogRecoveryOptions::Mend mend,
                                                      const JournalVisitors& visitors);

}  // namespace mcbin::journal
