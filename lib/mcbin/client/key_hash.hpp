// From a key to a number of 32 bits, as the client libraries of other people do it: libmemcached's
// choice of hashes, Java's and JavaScript's hash of a string, and pymemcache's murmur.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::client {

/// libmemcached's hashes (its behaviour MEMCACHED_BEHAVIOR_HASH); the first is its default.
enum class KeyHash : std::uint8_t {
  OneAtATime,
  Md5,
  Crc,
  Fnv1_32,
  Fnv1a_32,
  Fnv1_64,
  Fnv1a_64,
  Murmur,
};

/// `key` hashed as libmemcached does it on x86, where bytes above 0x7f count as negative.
[[nodiscard]] std::uint32_t hash_key(KeyHash kind, std::string_view key);

/// The word of index 0 to 3 of the MD5 of `text`, little-endian: a point of ketama.
[[nodiscard]] std::uint32_t md5_word(std::string_view text, std::size_t index);

/// Java's String.hashCode() of `key` read as UTF-8; what is no UTF-8 counts as U+FFFD.
[[nodiscard]] std::uint32_t java_hash(std::string_view key);

/// MurmurHash3, 32 bits.
[[nodiscard]] std::uint32_t murmur3(std::string_view text, std::uint32_t seed);

/// The hash called "one-at-a-time", "md5", "crc", "fnv1-32", "fnv1a-32", "fnv1-64", "fnv1a-64" or
/// "murmur".
[[nodiscard]] std::optional<KeyHash> key_hash_from_name(std::string_view name);
/// All names, in the order of KeyHash.
[[nodiscard]] std::vector<std::string> key_hash_names();

}  // namespace mcbin::client
