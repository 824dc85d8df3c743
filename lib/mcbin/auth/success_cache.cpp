#include "mcbin/auth/success_cache.hpp"

#include "mcbin/auth/password_hash.hpp"
#include "mcbin/base/wipe.hpp"

#include <cstring>
#include <sodium.h>

namespace mcbin::auth {

static_assert(crypto_auth_hmacsha256_KEYBYTES == 32 && crypto_auth_hmacsha256_BYTES == 32);

SuccessCache::SuccessCache() {
  if (prepare_hashing()) ::randombytes_buf(key_.data(), key_.size());
}

SuccessCache::~SuccessCache() {
  wipe(key_);
}

std::size_t SuccessCache::DigestHash::operator()(const Digest& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof(hash));
  return hash;
}

SuccessCache::Digest SuccessCache::digest_of(std::string_view name,
                                             std::string_view password) const {
  // Neither has a NUL inside, so that the NUL between them keeps them apart.
  crypto_auth_hmacsha256_state state;
  Digest digest;
  const Byte nul = 0;
  ::crypto_auth_hmacsha256_init(&state, key_.data(), key_.size());
  ::crypto_auth_hmacsha256_update(&state, as_bytes(name).data(), name.size());
  ::crypto_auth_hmacsha256_update(&state, &nul, 1);
  ::crypto_auth_hmacsha256_update(&state, as_bytes(password).data(), password.size());
  ::crypto_auth_hmacsha256_final(&state, digest.data());
  wipe({reinterpret_cast<Byte*>(&state), sizeof(state)});
  return digest;
}

std::optional<Login> SuccessCache::find(std::string_view name, std::string_view password) {
  const Digest digest = digest_of(name, password);
  const std::lock_guard lock(mutex_);
  const auto found = logins_.find(digest);
  if (found == logins_.end()) return std::nullopt;
  return found->second;
}

void SuccessCache::remember(std::string_view name, std::string_view password, const Login& login,
                            std::uint64_t generation) {
  const Digest digest = digest_of(name, password);
  const std::lock_guard lock(mutex_);
  if (generation != generation_ || !logins_.emplace(digest, login).second) return;
  if (order_.size() < kSuccessesMax) {
    order_.push_back(digest);
    return;
  }
  logins_.erase(order_[oldest_]);
  order_[oldest_] = digest;
  oldest_ = (oldest_ + 1) % order_.size();
}

void SuccessCache::begin(std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  generation_ = generation;
  logins_.clear();
  order_.clear();
  oldest_ = 0;
}

}  // namespace mcbin::auth
