// Who may do what: rights, key prefixes, and the hashes that a password may match.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mcbin::auth {

/// A set of rights.
class Rights {
 public:
  constexpr Rights() = default;

  static constexpr Rights none() { return {}; }
  static constexpr Rights read() { return Rights(1); }
  static constexpr Rights write() { return Rights(2); }
  static constexpr Rights admin() { return Rights(4); }
  static constexpr Rights all() { return read() | write() | admin(); }

  /// Whether everything in `needed` is here, too.
  [[nodiscard]] constexpr bool include(Rights needed) const {
    return (bits_ & needed.bits_) == needed.bits_;
  }
  friend constexpr Rights operator|(Rights left, Rights right) {
    return Rights(static_cast<std::uint8_t>(left.bits_ | right.bits_));
  }
  friend constexpr bool operator==(Rights left, Rights right) = default;

 private:
  explicit constexpr Rights(std::uint8_t bits) : bits_(bits) {}
  std::uint8_t bits_ = 0;
};

/// Most prefixes of one user; they are looked through one by one.
inline constexpr std::size_t kPrefixesMax = 64;

struct User {
  std::string name;
  std::vector<std::string> hashes;  // one or two texts of password_hash.hpp
  Rights rights;
  std::vector<std::string> prefixes;  // empty: every key

  /// Whether `key` is one of this user's.
  [[nodiscard]] bool owns(ByteView key) const;
};

}  // namespace mcbin::auth
