// System errors of sockets in our words; shared by the .cpp files of net only.
#pragma once

#include "mcbin/base/error.hpp"

#include <string>
#include <system_error>

namespace mcbin::net {

/// The system's words for `error`, in lower case as they stand inside a sentence.
[[nodiscard]] std::string error_text(const std::error_code& error);

/// The same for an errno value.
[[nodiscard]] std::string errno_text(int number);

}  // namespace mcbin::net
