// Reads a log from its first record to the last that can be trusted. What a crash left unfinished
// at the end is cut off; damage anywhere else is refused, as nobody knows what it took away.
#pragma once

#include "mcbin/base/function_ref.hpp"
#include "mcbin/journal/file_system.hpp"
#include "mcbin/journal/log_writer.hpp"
#include "mcbin/journal/record.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace mcbin::journal {

/// The records of one file, in order; all views are valid during the call only. What the caller
/// does with them is done when the call returns.
using RecordsVisitor = FunctionRef<void(std::span<const Record> records)>;

struct LogRecoveryOptions {
  /// What becomes of damage that no crash explains.
  enum class Damage : std::uint8_t {
    Refuse,  // nothing is changed on the disk
    Skip,    // what can be read behind it is taken; no promise holds for what it took away
  };
  /// Whether the bad end is taken off the files, or all is left as it is.
  enum class Mend : std::uint8_t { No, Yes };

  Damage damage = Damage::Refuse;
  Mend mend = Mend::Yes;
  std::uint64_t first_number = 0;    // files before it are not looked at
  std::uint64_t first_sequence = 0;  // of the first record; 0: whatever it is
};

/// What was found, for the log of the server and for those who ask.
struct LogRecovery {
  LogPosition position;              // where writing goes on
  std::uint64_t records = 0;         // shown to the visitor
  std::uint64_t files = 0;           // that are left
  std::uint64_t bytes = 0;           // of those files
  std::uint64_t cut_bytes = 0;       // that a crash left unfinished at the end
  std::string cut_file;              // where they begin; empty when nothing was cut
  std::vector<std::string> damages;  // sentences, one for each place that was skipped
};

/// Shows every record but the marks, in order, then cuts the bad end off, if any, and brings all
/// files to the disk. Memory: one file at a time.
/// @return Errc::BadText, with file and offset in the sentence and at_byte, for damage that no
///         crash explains; nothing is changed on the disk then, though `visit` has been called for
///         what came before. Errc::BadConfiguration for files of another format version;
///         Errc::ReadFailed, Errc::WriteFailed.
[[nodiscard]] Result<LogRecovery> recover_log(Directory& directory,
                                              const LogRecoveryOptions& options,
                                              RecordsVisitor visit);

/// The whole file `name`.
/// @return Errc::ReadFailed; Errc::BadText when it is larger than a file of a journal can be.
[[nodiscard]] Result<ByteVector> read_journal_file(Directory& directory, const std::string& name);

}  // namespace mcbin::journal
