// What must not leave the house: keys replaced by tokens, values left out. The same key has the
// same token under the same salt, so that frames can still be told apart and counted.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <string>

namespace mcbin::render {

struct Redaction {
  bool keys = false;
  bool values = false;
  std::string salt;  // without one, tokens can be found out by trying likely keys

  [[nodiscard]] bool any() const { return keys || values; }

  /// 16 hex digits of HMAC-SHA-256 of `key` under the salt.
  [[nodiscard]] std::string token(ByteView key) const;
};

/// SHA-256 of `bytes`, 64 hex digits.
[[nodiscard]] std::string sha256_hex(ByteView bytes);

}  // namespace mcbin::render
