// Commands that do the same thing to many keys: the keys in batches, each server's share in one
// call.
#pragma once

#include "cmd/key_options.hpp"
#include "cmd/server_fleet.hpp"
#include "mcbin/base/function_ref.hpp"

#include <span>
#include <string>

namespace mcbin::cmd {

/// Does the work for `keys`, which all live at the server of `client`. `at` is its name
/// where several are asked about the same key, for messages; else empty.
using OnServerKeys =
    FunctionRef<Result<void>(client::Client& client, Deadline deadline,
                             std::span<const std::string> keys, std::string_view at)>;

/// Hands all keys of `source` to `work`. Failures of servers are said and noted in `outcome`.
/// @return the errors of KeySource::next.
[[nodiscard]] Result<void> for_keys_of_servers(KeySource& source, ServerFleet& fleet, Reach reach,
                                               Outcome& outcome, OnServerKeys work);

}  // namespace mcbin::cmd
