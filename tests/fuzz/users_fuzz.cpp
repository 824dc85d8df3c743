// Fuzz target: the text of a users file, and the message of a login. Whatever stands there, it is
// refused or gives users with a name, hashes of known kinds and prefixes that they own; a message
// gives a name and a password without NULs.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/auth/password_hash.hpp"
#include "mcbin/auth/plain_message.hpp"
#include "mcbin/auth/user_table.hpp"
#include "mcbin/base/check.hpp"

#include <algorithm>

namespace {

using namespace mcbin;

void check_user(const auth::User& user) {
  MCBIN_CHECK(auth::is_user_name(user.name));
  MCBIN_CHECK(!user.hashes.empty() && user.hashes.size() <= auth::kHashesPerUserMax);
  MCBIN_CHECK(user.prefixes.size() <= auth::kPrefixesMax);
  for (const std::string& hash : user.hashes) MCBIN_CHECK(auth::hash_class(hash).has_value());
  for (const std::string& prefix : user.prefixes) {
    MCBIN_CHECK(!prefix.empty() && user.owns(as_bytes(prefix)));
  }
}

void check_message(ByteView message) {
  const auto parts = auth::parse_plain(message);
  if (!parts) return;
  MCBIN_CHECK(message.size() <= auth::kPlainMessageBytesMax);
  MCBIN_CHECK(!parts->name.empty() && !parts->password.empty());
  MCBIN_CHECK(parts->name.find('\0') == std::string_view::npos);
  MCBIN_CHECK(parts->password.find('\0') == std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto copy = fuzz::exact_copy({data, size});
  const ByteView bytes{copy.get(), size};
  check_message(bytes);
  const auto parsed = auth::parse_users(as_text(bytes));
  if (!parsed) {
    MCBIN_CHECK(parsed.error().at_byte <= size && !parsed.error().detail.empty());
    return 0;
  }
  MCBIN_CHECK(!parsed->users.empty());
  std::for_each(parsed->users.begin(), parsed->users.end(), check_user);
  const auto table = auth::UserTable::make(parsed->users);
  MCBIN_CHECK(!table || table->size() == parsed->users.size());
  return 0;
}
