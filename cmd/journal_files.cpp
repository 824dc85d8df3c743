// `mcbin journal`: what lies in the directory of a server that keeps its items.
#include "cmd/commands.hpp"
#include "cmd/output_buffer.hpp"
#include "mcbin/journal/journal_recovery.hpp"
#include "mcbin/journal/posix_directory.hpp"
#include "mcbin/render/change_line.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

using journal::LogRecoveryOptions;
using journal::RecordType;

struct JournalOptions {
  std::string action;
  std::string directory;
  bool values = false;
};

std::string_view change_name(RecordType type) {
  switch (type) {
    case RecordType::Stored:
      return "stored";
    case RecordType::Removed:
      return "removed";
    case RecordType::ExpirySet:
      return "expiry_set";
    case RecordType::Flushed:
      return "flushed";
    case RecordType::FlushAt:
      return "flush_at";
    case RecordType::OnDisk:
      return "on_disk";
  }
  return "unknown";
}

render::ChangeLine line_of(const journal::Record& record, std::string_view from, bool values) {
  render::ChangeLine line{
      .from = from, .change = change_name(record.type), .sequence = record.sequence};
  if (!record.key.empty()) line.key = record.key;
  if (record.type == RecordType::Stored) {
    line.flags = record.flags;
    if (values) line.value = record.value;
  }
  if (record.cas != 0) line.cas = record.cas;
  if (record.expiry_wall_ms != journal::kNeverExpires) line.expiry_wall_ms = record.expiry_wall_ms;
  return line;
}

Result<void> tell(const std::string& path, const journal::JournalRecovery& found) {
  std::string out;
  const std::uint64_t last = found.start.position.last_sequence;
  render::append_journal_check_line(out, {.directory = path,
                                          .whole = found.damages.empty(),
                                          .snapshot_items = found.snapshot_items,
                                          .snapshot_files = found.snapshot_files,
                                          .log_changes = found.log_records,
                                          .log_files = found.log_files,
                                          .log_bytes = found.start.log_bytes,
                                          .last_sequence = last,
                                          .cut_file = found.cut_file,
                                          .cut_bytes = found.cut_bytes,
                                          .damages = found.damages});
  return write_stdout(out);
}

Result<ExitCode> run(const JournalOptions& options) {
  auto directory = journal::open_posix_directory(options.directory);
  if (!directory) return tl::unexpected(directory.error());
  const bool dump = options.action == "dump";
  OutputBuffer out;
  Result<void> written;
  const auto show = [&](std::string_view from, std::span<const journal::Record> records) {
    for (const journal::Record& record : records) {
      if (!dump || !written) return;
      render::append_change_line(out.text(), line_of(record, from, options.values));
      written = out.settle();
    }
  };
  const auto found = journal::recover_journal(
      **directory, LogRecoveryOptions::Damage::Skip, LogRecoveryOptions::Mend::No,
      {.snapshot = [&](std::span<const journal::Record> items) { show("snapshot", items); },
       .log = [&](std::span<const journal::Record> changes) { show("log", changes); }});
  if (!found) return tl::unexpected(found.error());
  if (written) written = out.flush();
  if (written && !dump) written = tell(options.directory, *found);
  if (!written) return tl::unexpected(written.error());
  for (const std::string& damage : found->damages) say(options.directory + ": " + damage);
  return found->damages.empty() ? ExitCode::Ok : ExitCode::Miss;
}

}  // namespace

Command journal_command() {
  auto options = std::make_shared<JournalOptions>();
  Command command({
      .name = "journal",
      .summary = "check or print what a server keeps on the disk",
      .description =
          "Reads the directory that mcbin serve --data-dir writes, and changes nothing in it. "
          "check reads all of it and writes one JSON object with what was found. dump writes a "
          "JSON object for each item of the snapshot, then for each change of the log, in "
          "order.\n\n"
          "Damage that no crash explains is named on standard error, and the exit code is 1; what "
          "can be read behind it is shown all the same. A server may be writing: then the end of "
          "the log may look unfinished, and files may vanish while they are read.",
      .examples = {"mcbin journal check /var/lib/mcbin", "mcbin journal dump /var/lib/mcbin -v"},
  });
  command.option({.names = "ACTION",
                  .help = "What to do",
                  .choices = {"check", "dump"},
                  .need = Need::Required},
                 options->action);
  command.option({.names = "DIR",
                  .help = "The directory of --data-dir",
                  .completes = Completes::Directory,
                  .need = Need::Required},
                 options->directory);
  command.flag({.names = "-v,--values", .help = "Print the values, too"}, options->values);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
