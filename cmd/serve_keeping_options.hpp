// The options of `mcbin serve` about what survives its end, and what they mean for the journal.
#pragma once

#include "cmd/command.hpp"
#include "mcbin/journal/journal.hpp"
#include "mcbin/journal/log_recovery.hpp"

#include <optional>
#include <string>

namespace mcbin::cmd {

/// The command line as it was given.
struct ServeKeepingOptions {
  std::optional<std::string> data_dir;
  std::string durability = "none";
  std::string recover = "strict";
};

/// What the journal is told.
struct KeepingPlan {
  std::string directory;
  journal::JournalOptions journal;
  journal::LogRecoveryOptions::Damage damage = journal::LogRecoveryOptions::Damage::Refuse;
};

/// Adds the options to `command`; `options` must live as long as the command.
void add_serve_keeping_options(Command& command, ServeKeepingOptions& options);

/// @return nothing where nothing is kept; Errc::BadConfiguration with a sentence that names the
///         option.
[[nodiscard]] Result<std::optional<KeepingPlan>> plan_keeping(const ServeKeepingOptions& options);

}  // namespace mcbin::cmd
