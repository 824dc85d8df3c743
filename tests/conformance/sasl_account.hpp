// The account that the recorded SASL exchanges log in with, for memcached, the control, and mcbin.
#pragma once

#include "mcbin/base/error.hpp"

#include <string>

namespace mcbin::conformance {

/// Writes a Cyrus configuration and a user data base to `directory`, which becomes memcached's
/// SASL_CONF_PATH. Needs saslpasswd2 (sasl2-bin).
/// @return Errc::SystemFailed when the account cannot be made.
[[nodiscard]] Result<void> make_sasl_account(const std::string& directory);

/// The same account as a users file of mcbin in `directory`.
/// @return its path.
[[nodiscard]] std::string make_users_file(const std::string& directory);

/// What stands in it.
inline constexpr const char* kUsersOfVectors = "testuser:testpass\n";

}  // namespace mcbin::conformance
