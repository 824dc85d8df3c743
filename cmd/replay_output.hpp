// Where the report of a replay goes, and in which form.
#pragma once

#include "cmd/replay_options.hpp"

#include <functional>
#include <span>
#include <string>

namespace mcbin::cmd {

/// The forms of one report; each is made when it is wanted.
struct ReportForms {
  std::function<std::string()> text;
  std::function<std::string()> json;
  std::function<std::string()> html;
  std::function<std::string()> hdr;  // the distribution of latencies, for HdrHistogram's plotters
};

/// Whether every file of --save has a name that says its form.
/// @return Errc::BadConfiguration with a sentence.
[[nodiscard]] Result<void> check_report_files(const ReplayOptions& options);

/// Writes the report to standard output and to the files of --save and --hdr.
/// @return Errc::WriteFailed.
[[nodiscard]] Result<void> write_report(const ReplayOptions& options, const ReportForms& forms);

/// The command line of `mcbin replay` with `words` as a shell takes it. The salt of --anonymise,
/// which would undo it, is not told.
[[nodiscard]] std::string shell_command(std::span<const std::string> words);

}  // namespace mcbin::cmd
