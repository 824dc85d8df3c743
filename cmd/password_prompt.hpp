// Asking a person for a password, or reading one from a pipe; never from the command line, where
// other users of the machine see it.
#pragma once

#include "mcbin/auth/secret_text.hpp"
#include "mcbin/base/error.hpp"

#include <string>

namespace mcbin::cmd {

/// From a terminal: asks twice for the new password of `name`, without showing it. From anywhere
/// else: the first line of standard input.
/// @return Errc::BadConfiguration with a sentence when there is none, it is too long, has control
///         characters, or the two are not the same.
[[nodiscard]] Result<auth::SecretText> read_new_password(const std::string& name);

}  // namespace mcbin::cmd
