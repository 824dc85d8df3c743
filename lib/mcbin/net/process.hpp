// What a server asks of its process: another user to run as, and enough descriptors.
#pragma once

#include "mcbin/base/error.hpp"

#include <cstdint>
#include <string>
#include <sys/types.h>

namespace mcbin::net {

/// A user of this machine.
struct Account {
  std::string name;
  uid_t user = 0;
  gid_t group = 0;
};

/// @return Errc::BadConfiguration when there is no such user.
[[nodiscard]] Result<Account> find_account(const std::string& name);

/// Whether the process has root's rights, which a server should give up.
[[nodiscard]] bool runs_as_root();

/// Gives up the rights of the current user for those of `account`, for good: no supplementary
/// groups, its group, its user. To be called before there are other threads.
/// @return Errc::SystemFailed with the step that was refused.
[[nodiscard]] Result<void> become(const Account& account);

/// Raises the limit of open descriptors to `wanted`, or as far as the system lets us.
/// @return the limit that now holds.
[[nodiscard]] Result<std::uint64_t> raise_descriptor_limit(std::uint64_t wanted);

}  // namespace mcbin::net
