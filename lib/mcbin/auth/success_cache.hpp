// Logins that were right a moment ago, so that a storm of reconnecting clients costs microseconds
// and not a hash each. Holds no password and nothing that could be turned into one elsewhere.
#pragma once

#include "mcbin/auth/user_table.hpp"

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mcbin::auth {

/// Most logins remembered; the oldest is forgotten first.
inline constexpr std::size_t kSuccessesMax = 4096;

/// Safe from any thread. What identifies a login is a digest of name and password under a random
/// key of the process.
class SuccessCache {
 public:
  SuccessCache();
  ~SuccessCache();
  SuccessCache(const SuccessCache&) = delete;
  SuccessCache& operator=(const SuccessCache&) = delete;

  /// What was remembered since `generation` began, if anything.
  [[nodiscard]] std::optional<Login> find(std::string_view name, std::string_view password);

  /// Remembers `login` unless a later generation than `generation` has begun meanwhile.
  void remember(std::string_view name, std::string_view password, const Login& login,
                std::uint64_t generation);

  /// Forgets everything: `generation` begins.
  void begin(std::uint64_t generation);

 private:
  using Digest = std::array<Byte, 32>;
  struct DigestHash {
    std::size_t operator()(const Digest& digest) const;
  };

  [[nodiscard]] Digest digest_of(std::string_view name, std::string_view password) const;

  Digest key_{};
  std::mutex mutex_;
  std::uint64_t generation_ = 0;
  std::unordered_map<Digest, Login, DigestHash> logins_;
  std::vector<Digest> order_;  // a ring of the digests in logins_
  std::size_t oldest_ = 0;
};

}  // namespace mcbin::auth
