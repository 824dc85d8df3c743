// What is said when a dump is over, and with which code the command ends.
#pragma once

#include "cmd/dump_options.hpp"
#include "cmd/dump_reader.hpp"
#include "cmd/dump_sink.hpp"
#include "cmd/exit_codes.hpp"

#include <string>
#include <vector>

namespace mcbin::cmd {

/// How a dump ends. The numbers beyond 2 mean other things than those of the commands that talk to
/// a server; man/mcbin-dump-frame.tail has the list.
enum class DumpExit : int { Done = 0, Findings = 1, Unreadable = 3, CutShort = 4, NoFrame = 5 };

/// The sentences for people, the most important first.
[[nodiscard]] std::vector<std::string> dump_sentences(const DumpFacts& facts, const DumpSink& sink);

/// The exit code; `problem` is what ended the reading early.
[[nodiscard]] ExitCode dump_exit(const DumpFacts& facts, const DumpSink& sink,
                                 const DumpOptions& options, const std::optional<Error>& problem);

}  // namespace mcbin::cmd
