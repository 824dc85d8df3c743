// Hashes that are cheap to check, and tables made of them. Every password is "secret" unless the
// name of the constant says otherwise.
#pragma once

#include "mcbin/auth/user_table.hpp"
#include "mcbin/auth/users_text.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::test {

// Made with libsodium and mkpasswd, at the least cost.
inline const std::string kArgonSecret =
    "$argon2id$v=19$m=8,t=1,p=1$EvsyQNDS938QlEgH5rGyZA$1b+ZwPAj519JRp9YaXN/pVaA+EvwVSYTxyOzo7nyBPM";
inline const std::string kArgonOther =
    "$argon2id$v=19$m=8,t=1,p=1$3HMfrP4LiEw/LuWgUkUxKA$Hy1m/Kw2Wu6/2ielhAjx4DeZH2fnquNJYFJ62eEPXbw";
inline const std::string kBcryptSecret =
    "$2b$04$CJsg6JmH910xC89kjyl/0.TKQibHy.tmmHTvDe8fmfwCg1ybZC81O";
inline const std::string kSha512Secret =
    "$6$rounds=1000$SMSG1BAmR.7IZRyp$XttpXVBK/nXrXRxInNGkZfNHapX4"
    "ic2C.1yZcNSh6r7eHxJ22aL02E9FKFL56Id/671QM6dFqvlchuFlt.3mv/";
inline const std::string kYescryptSecret =
    "$y$j75$guwcYud9/UBNxQnUT/vp4/$4BfIzKVHwzb5J4whPpNrEMrUaGYwcZ8BdzM9vhMOze4";

inline auth::UserTable table_of(const std::string& text) {
  auto parsed = auth::parse_users(text);
  REQUIRE(parsed.has_value());
  auto table = auth::UserTable::make(std::move(parsed->users));
  REQUIRE(table.has_value());
  return std::move(*table);
}

}  // namespace mcbin::test
