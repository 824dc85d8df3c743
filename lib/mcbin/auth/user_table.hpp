// The users of one users file, as they stand until the next reload: immutable, so that any thread
// may look while another one swaps tables.
#pragma once

#include "mcbin/auth/user.hpp"
#include "mcbin/auth/users_text.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mcbin::auth {

/// Who has logged in, and with which of their hashes: none for those known by a certificate.
struct Login {
  std::shared_ptr<const User> user;
  std::string hash;
};

/// Most hashes that one login may have to go through.
inline constexpr std::size_t kChecksMax = 8;

/// Safe from any thread once made.
class UserTable {
 public:
  /// @return Errc::BadText when the users' hashes are of too many kinds and costs to hide which
  ///         user has which.
  [[nodiscard]] static Result<UserTable> make(std::vector<User> users);

  /// Checks a password. It takes the same time for every name, whether there is such a user or
  /// not: each class of hash that occurs in the table is gone through as often as any user has it,
  /// with another user's hash where this one has none.
  [[nodiscard]] std::optional<Login> check(std::string_view name, std::string_view password) const;

  /// The user of that name, or nullptr.
  [[nodiscard]] std::shared_ptr<const User> find(std::string_view name) const;

  /// `login` as this table sees it: the user as they are now, or nothing if they, or the hash with
  /// which they logged in, are gone.
  [[nodiscard]] std::optional<Login> renew(const Login& login) const;

  [[nodiscard]] std::size_t size() const { return users_.size(); }

 private:
  /// Hashes that cost the same.
  struct Class {
    std::string name;
    std::string decoy;         // any hash of the class
    std::size_t runs_max = 0;  // the most that one user has
  };

  struct Entry {
    std::shared_ptr<const User> user;
    std::vector<std::size_t> classes;  // of its hashes, as indexes into classes_
  };

  std::unordered_map<std::string, Entry> users_;
  std::vector<Class> classes_;
};

}  // namespace mcbin::auth
