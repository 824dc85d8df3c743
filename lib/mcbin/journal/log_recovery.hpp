// Reads a log from its first record to the last that can be trusted. What a crash left unfinished
// at the end is cut off; damage anywhere else is refused, as nobody knows what it took away.
#pragma once

#include "mcbin/base/function_ref.hpp"
#include "mcbin/journal/file_system.hpp"
#include "mcbin/journal/log_writer.hpp"
#include "mcbin/journal/record.hpp"

#include <cstdint>
#include <string>

namespace mcbin::journal {

/// What was found, for the log of the server and for those who ask.
struct LogRecovery {
  LogPosition position;         // where writing goes on
  std::uint64_t records = 0;    // shown to the visitor
  std::uint64_t cut_bytes = 0;  // taken off the end of the last file
  std::string cut_file;         // that file; empty when nothing was cut
};

/// Shows every record but the marks, in order, then cuts the bad end off, if any, and brings all
/// files to the disk. The views of a record are valid during the call of `visit` only. Memory: one
/// file at a time.
/// @return Errc::BadText, with file and offset in the sentence and at_byte, for damage that no
///         crash explains; nothing is changed on the disk then, though `visit` has been called for
///         what came before. Errc::BadConfiguration for files of another format version;
///         Errc::ReadFailed, Errc::WriteFailed.
[[nodiscard]] Result<LogRecovery> recover_log(Directory& directory,
                                              FunctionRef<void(const Record&)> visit);

}  // namespace mcbin::journal
