#include "mcbin/auth/user.hpp"

#include <algorithm>

namespace mcbin::auth {

bool User::owns(ByteView key) const {
  return prefixes.empty() ||
         std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return as_text(key).starts_with(prefix); });
}

}  // namespace mcbin::auth
