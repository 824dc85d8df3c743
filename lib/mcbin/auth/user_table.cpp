#include "mcbin/auth/user_table.hpp"

#include "mcbin/auth/password_hash.hpp"

#include <algorithm>
#include <array>

namespace mcbin::auth {
Result<UserTable> UserTable::make(std::vector<User> users) {
  UserTable table;
  std::vector<Class>& classes = table.classes_;
  for (User& user : users) {
    Entry entry;
    for (const std::string& hash : user.hashes) {
      const auto name = hash_class(hash);
      if (!name) return tl::unexpected(name.error());
      const auto known = std::find_if(classes.begin(), classes.end(),
                                      [&](const Class& row) { return row.name == *name; });
      const auto at = static_cast<std::size_t>(known - classes.begin());
      if (known == classes.end()) classes.push_back({*name, hash, 0});
      entry.classes.push_back(at);
      const auto runs = std::count(entry.classes.begin(), entry.classes.end(), at);
      classes[at].runs_max = std::max(classes[at].runs_max, static_cast<std::size_t>(runs));
    }
    std::string name = user.name;
    entry.user = std::make_shared<const User>(std::move(user));
    table.users_.emplace(std::move(name), std::move(entry));
  }
  std::size_t checks = 0;
  for (const Class& row : classes) checks += row.runs_max;
  if (checks > kChecksMax) {
    return fail(Errc::BadText, 0, "hashes of too many kinds and costs: hash some passwords anew");
  }
  return table;
}

std::optional<Login> UserTable::check(std::string_view name, std::string_view password) const {
  const auto found = users_.find(std::string(name));
  const Entry* const entry = found == users_.end() ? nullptr : &found->second;
  const std::string* matched = nullptr;
  for (std::size_t row = 0; row < classes_.size(); ++row) {
    std::array<const std::string*, kHashesPerUserMax> own{};
    std::size_t count = 0;
    for (std::size_t at = 0; entry != nullptr && at < entry->classes.size(); ++at) {
      if (entry->classes[at] == row) own[count++] = &entry->user->hashes[at];
    }
    for (std::size_t run = 0; run < classes_[row].runs_max; ++run) {
      const bool real = run < count;
      const bool same = matches_hash(password, real ? *own[run] : classes_[row].decoy);
      if (same && real) matched = own[run];
    }
  }
  if (matched == nullptr) return std::nullopt;
  return Login{.user = entry->user, .hash = *matched};
}

std::shared_ptr<const User> UserTable::find(std::string_view name) const {
  const auto found = users_.find(std::string(name));
  return found == users_.end() ? nullptr : found->second.user;
}

std::optional<Login> UserTable::renew(const Login& login) const {
  auto user = find(login.user->name);
  if (user == nullptr) return std::nullopt;
  const auto& hashes = user->hashes;
  const bool known =
      login.hash.empty() || std::find(hashes.begin(), hashes.end(), login.hash) != hashes.end();
  if (!known) return std::nullopt;
  return Login{.user = std::move(user), .hash = login.hash};
}

}  // namespace mcbin::auth
