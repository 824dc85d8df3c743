// memcached's -o: a list of names, some with values.
#pragma once

#include "cmd/serve_options.hpp"

#include <string_view>

namespace mcbin::cmd {

/// Takes `list` ("idle_timeout=60,modern") into `options`; what changes nothing is noted there.
/// @return Errc::BadText for a name that memcached does not have, for one whose meaning cannot be
///         kept, and for a value that cannot be read.
[[nodiscard]] Result<void> take_extended(std::string_view list, ServeOptions& options);

}  // namespace mcbin::cmd
