// Hashes of passwords as texts: which kinds are known, making one, checking one. Argon2id comes
// from libsodium, the kinds of /etc/shadow and htpasswd from libxcrypt.
#pragma once

#include "mcbin/base/error.hpp"

#include <string>
#include <string_view>

namespace mcbin::auth {

/// What `make_hash` spends: memory and passes. A check costs the same, about 20 ms.
inline constexpr std::size_t kHashMemoryBytes = 12U * 1024U * 1024U;
inline constexpr unsigned kHashPasses = 3;

/// No hash in a users file may cost more than this, lest one login stops the server.
inline constexpr unsigned long kHashMemoryKibibytesMax = 256UL * 1024UL;
inline constexpr unsigned long kHashPassesMax = 64;

/// Readies the libraries; every function below calls it.
/// @return whether the machine gives us random numbers.
bool prepare_hashing();

/// The Argon2id hash of `password`, with a new salt.
/// @return Errc::SystemFailed when there is no memory for it.
[[nodiscard]] Result<std::string> make_hash(std::string_view password);

/// What is kept of a password that a file gives in plain: a digest under a key of this process, so
/// that memory does not hold the password. Known only to this process, never to be written down.
[[nodiscard]] std::string keep_plain(std::string_view password);

/// Everything of a hash that decides what checking it costs: the text up to its salt. Two hashes
/// of one class cost the same. A text of no known kind, or with parameters that cannot work or cost
/// too much, has none.
/// @return Errc::BadText with the reason.
[[nodiscard]] Result<std::string> hash_class(std::string_view hash);

/// Whether `hash` means something to another process, too: all but what keep_plain() gives.
[[nodiscard]] bool hash_can_be_written(std::string_view hash);

/// Whether `password` is the one that `hash` was made of. Takes as long for a wrong one as for the
/// right one. `hash` has a class; anything else is never right.
[[nodiscard]] bool matches_hash(std::string_view password, std::string_view hash);

}  // namespace mcbin::auth
