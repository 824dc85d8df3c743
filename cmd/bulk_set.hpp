// `mcbin set --from FILE`: many values in one pipeline, with a word about each that was not stored.
#pragma once

#include "cmd/command.hpp"
#include "cmd/entry_source.hpp"
#include "cmd/key_options.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/store_options.hpp"

#include <optional>
#include <string>

namespace mcbin::cmd {

struct BulkOptions {
  std::optional<std::string> file;    // --from
  std::optional<EntryFormat> format;  // --format, -0
};

void add_bulk_options(Command& command, BulkOptions& options);

/// Stores every record of the file, at one server or at all. `settings` say how, where a record
/// does not.
/// @return how it ended; Errc::BadConfiguration or Errc::ReadFailed when the file cannot be read.
[[nodiscard]] Result<ExitCode> set_many(const BulkOptions& options, const StoreSettings& settings,
                                        Reach reach, ServerFleet& fleet);

}  // namespace mcbin::cmd
