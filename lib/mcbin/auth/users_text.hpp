// The text of a users file, read line by line. Pure: no file is opened here.
//
//     # comment
//     NAME:HASH[,HASH]:RIGHTS:PREFIXES     app:$argon2id$...:rw:~session:*,~cart:*
//     NAME:HASH[,HASH]                     all rights, every key
//     NAME:PASSWORD                        the same; memcached's own form, and a warning
#pragma once

#include "mcbin/auth/user.hpp"
#include "mcbin/base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcbin::auth {

inline constexpr std::size_t kUsersTextBytesMax = 16U * 1024U * 1024U;
inline constexpr std::size_t kUsersLineBytesMax = 20U * 1024U;
inline constexpr std::size_t kHashesPerUserMax = 2;

struct UsersText {
  std::vector<User> users;
  std::size_t plain_passwords = 0;  // how many lines gave one
};

/// Reads the whole of `text`. RIGHTS is a list of r, w, rw, admin; PREFIXES is `*` or a list of
/// `~PREFIX*` (the tilde may be left out). A line may end with CR LF, the last one with nothing.
/// @return Errc::BadText, at_byte at the start of the line, with "line N: reason" as detail; no
///         reason repeats a password or a hash. A file without users is an error.
[[nodiscard]] Result<UsersText> parse_users(std::string_view text);

/// Whether `name` can stand in a users file: 1 to 255 bytes, no control characters, no ':', not
/// beginning with '#'.
[[nodiscard]] bool is_user_name(std::string_view name);

/// "rw,admin" or "r" as rights.
/// @return Errc::BadText with the reason.
[[nodiscard]] Result<Rights> parse_rights(std::string_view text);

/// "*" or "~session:*,~cart:*" as prefixes; every key is an empty list.
/// @return Errc::BadText with the reason.
[[nodiscard]] Result<std::vector<std::string>> parse_prefixes(std::string_view text);

}  // namespace mcbin::auth
