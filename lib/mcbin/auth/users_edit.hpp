// Changing one user in the text of a users file; comments and other users stay byte for byte.
#pragma once

#include "mcbin/auth/user.hpp"
#include "mcbin/base/error.hpp"

#include <string>
#include <string_view>

namespace mcbin::auth {

/// The line of `user`, without its end: NAME:HASH[,HASH]:RIGHTS:PREFIXES.
[[nodiscard]] std::string line_of(const User& user);

/// `text` with the line of `user` in place of the one with the same name, or behind the last line.
[[nodiscard]] std::string with_user(std::string_view text, const User& user);

/// `text` without the line of the user called `name`.
[[nodiscard]] std::string without_user(std::string_view text, std::string_view name);

}  // namespace mcbin::auth
