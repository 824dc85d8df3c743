// The variables of the environment that set options: MCBIN_MEMORY_LIMIT is --memory-limit.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace mcbin::cmd {

inline constexpr std::string_view kVariablePrefix = "MCBIN_";

/// Variables by name, those that begin with kVariablePrefix.
using Environment = std::map<std::string, std::string>;

/// What the process was started with. An empty variable counts as none.
[[nodiscard]] Environment process_environment();

/// The variable that sets the option `long_name` (without dashes).
[[nodiscard]] std::string variable_name(std::string_view long_name);

/// Whether Kubernetes put the value there for a service called mcbin, whose variables look like our
/// own: MCBIN_PORT=tcp://10.0.0.1:11211.
[[nodiscard]] bool is_service_link(std::string_view value);

}  // namespace mcbin::cmd
