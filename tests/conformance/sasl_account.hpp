// The account that the recorded SASL exchanges log in with, for a memcached that is the control.
#pragma once

#include "mcbin/base/error.hpp"

#include <string>

namespace mcbin::conformance {

/// Writes a Cyrus configuration and a user data base to `directory`, which becomes memcached's
/// SASL_CONF_PATH. Needs saslpasswd2 (sasl2-bin).
/// @return Errc::SystemFailed when the account cannot be made.
[[nodiscard]] Result<void> make_sasl_account(const std::string& directory);

}  // namespace mcbin::conformance
