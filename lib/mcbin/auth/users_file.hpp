// A users file on disk: who may own it and read it, and its table.
#pragma once

#include "mcbin/auth/user_table.hpp"
#include "mcbin/base/error.hpp"

#include <string>

namespace mcbin::auth {

struct LoadedUsers {
  UserTable table;
  std::size_t plain_passwords = 0;  // worth a warning
};

/// Reads and checks the users file at `path`: a regular file of root's or of the user that the
/// process runs as, which nobody else may read or write.
/// @return Errc::ReadFailed, Errc::BadConfiguration for owner or permissions, Errc::BadText; the
///         detail is "PATH: reason", for BadText "PATH, line N: reason".
[[nodiscard]] Result<LoadedUsers> load_users(const std::string& path);

/// The text of the file, checked as load_users does, but not parsed.
[[nodiscard]] Result<std::string> read_users_file(const std::string& path);

}  // namespace mcbin::auth
