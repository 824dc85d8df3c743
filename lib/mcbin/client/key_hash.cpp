// Each hash with the oddities of the library whose choice of servers depends on it.
#include "mcbin/client/key_hash.hpp"

#include "mcbin/base/bytes.hpp"
#include "mcbin/client/digests.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace mcbin::client {
namespace {

using Word = std::uint32_t;

/// A byte as libmemcached's `char` has it on x86: with its sign.
Word signed_byte(char byte) {
  return static_cast<Word>(static_cast<std::int32_t>(static_cast<signed char>(byte)));
}

Word plain_byte(char byte) {
  return static_cast<unsigned char>(byte);
}

Word one_at_a_time(std::string_view key) {
  Word hash = 0;
  for (const char byte : key) {
    hash += signed_byte(byte);
    hash += hash << 10U;
    hash ^= hash >> 6U;
  }
  hash += hash << 3U;
  hash ^= hash >> 11U;
  return hash + (hash << 15U);
}

Word fnv1_32(std::string_view key) {
  Word hash = 0x811c9dc5;
  for (const char byte : key) hash = (hash * 0x01000193U) ^ signed_byte(byte);
  return hash;
}

Word fnv1a_32(std::string_view key) {
  Word hash = 0x811c9dc5;
  for (const char byte : key) hash = (hash ^ signed_byte(byte)) * 0x01000193U;
  return hash;
}

Word fnv1_64(std::string_view key) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char byte : key) {
    const auto extended = static_cast<std::int64_t>(static_cast<signed char>(byte));
    hash = (hash * 0x100000001b3U) ^ static_cast<std::uint64_t>(extended);
  }
  return static_cast<Word>(hash);
}

/// Computed in 32 bits all along, unlike its name.
Word fnv1a_64(std::string_view key) {
  Word hash = 0x84222325;
  for (const char byte : key) hash = (hash ^ signed_byte(byte)) * 0x1b3U;
  return hash;
}

Word crc(std::string_view key) {
  return (crc32_of(as_bytes(key)) >> 16U) & 0x7fffU;
}

/// Up to four bytes, the first one lowest.
Word little_endian(std::string_view bytes) {
  Word word = 0;
  for (std::size_t index = 0; index < bytes.size(); ++index) {
    word |= plain_byte(bytes[index]) << (8 * index);
  }
  return word;
}

/// MurmurHash2 with libmemcached's seed.
Word murmur2(std::string_view key) {
  constexpr Word kMultiplier = 0x5bd1e995;
  const auto size = static_cast<Word>(key.size());
  Word hash = (0xdeadbeefU * size) ^ size;
  for (; key.size() >= 4; key.remove_prefix(4)) {
    Word word = little_endian(key.substr(0, 4)) * kMultiplier;
    word ^= word >> 24U;
    hash = (hash * kMultiplier) ^ (word * kMultiplier);
  }
  if (!key.empty()) hash = (hash ^ little_endian(key)) * kMultiplier;
  hash ^= hash >> 13U;
  hash *= kMultiplier;
  return hash ^ (hash >> 15U);
}

constexpr std::uint32_t kReplacement = 0xfffd;

/// Takes one character of UTF-8 from the front of `text`, which is not empty.
std::uint32_t take_character(std::string_view& text) {
  const Word first = plain_byte(text.front());
  text.remove_prefix(1);
  if (first < 0x80) return first;
  const int following = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first < 0xc2 || first > 0xf4) return kReplacement;
  std::uint32_t character = first & (0x3fU >> static_cast<unsigned>(following));
  for (int index = 0; index < following; ++index) {
    if (text.empty() || (plain_byte(text.front()) & 0xc0U) != 0x80U) return kReplacement;
    character = (character << 6U) | (plain_byte(text.front()) & 0x3fU);
    text.remove_prefix(1);
  }
  return character;
}

constexpr std::array<std::string_view, 8> kNames = {
    "one-at-a-time", "md5", "crc", "fnv1-32", "fnv1a-32", "fnv1-64", "fnv1a-64", "murmur"};

}  // namespace

std::uint32_t hash_key(KeyHash kind, std::string_view key) {
  switch (kind) {
    case KeyHash::OneAtATime:
      return one_at_a_time(key);
    case KeyHash::Md5:
      return md5_word(key, 0);
    case KeyHash::Crc:
      return crc(key);
    case KeyHash::Fnv1_32:
      return fnv1_32(key);
    case KeyHash::Fnv1a_32:
      return fnv1a_32(key);
    case KeyHash::Fnv1_64:
      return fnv1_64(key);
    case KeyHash::Fnv1a_64:
      return fnv1a_64(key);
    case KeyHash::Murmur:
      return murmur2(key);
  }
  return 0;
}

std::uint32_t md5_word(std::string_view text, std::size_t index) {
  const auto digest = md5(as_bytes(text));
  return little_endian(as_text(digest).substr(4 * index, 4));
}

std::uint32_t java_hash(std::string_view key) {
  Word hash = 0;
  const auto add = [&hash](Word unit) { hash = 31 * hash + unit; };
  while (!key.empty()) {
    const std::uint32_t character = take_character(key);
    if (character < 0x10000) {
      add(character);
      continue;
    }
    add(0xd800U + ((character - 0x10000U) >> 10U));
    add(0xdc00U + ((character - 0x10000U) & 0x3ffU));
  }
  return hash;
}

std::uint32_t murmur3(std::string_view text, std::uint32_t seed) {
  const auto scramble = [](Word word) { return std::rotl(word * 0xcc9e2d51U, 15) * 0x1b873593U; };
  const auto size = static_cast<Word>(text.size());
  Word hash = seed;
  for (; text.size() >= 4; text.remove_prefix(4)) {
    hash ^= scramble(little_endian(text.substr(0, 4)));
    hash = std::rotl(hash, 13) * 5 + 0xe6546b64U;
  }
  hash ^= scramble(little_endian(text));
  hash ^= size;
  hash = (hash ^ (hash >> 16U)) * 0x85ebca6bU;
  hash = (hash ^ (hash >> 13U)) * 0xc2b2ae35U;
  return hash ^ (hash >> 16U);
}

std::optional<KeyHash> key_hash_from_name(std::string_view name) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<KeyHash>(found - kNames.begin());
}

std::vector<std::string> key_hash_names() {
  return {kNames.begin(), kNames.end()};
}

}  // namespace mcbin::client
