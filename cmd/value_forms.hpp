// Options about the forms that client libraries give to values: --decode and --as.
#pragma once

#include "cmd/command.hpp"
#include "mcbin/values/client_library.hpp"
#include "mcbin/values/read_value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// All names that --decode takes.
[[nodiscard]] std::vector<std::string> library_choices();
/// Those that --as takes: real libraries only.
[[nodiscard]] std::vector<std::string> writer_choices();
/// Takes one of those names.
[[nodiscard]] TakeValue library_into(std::optional<values::ClientLibrary>& target);

/// The names of the types that can be written.
[[nodiscard]] std::vector<std::string> type_choices();
[[nodiscard]] TakeValue type_into(std::optional<values::ValueType>& target);

}  // namespace mcbin::cmd
