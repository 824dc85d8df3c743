#include "mcbin/auth/password_hash.hpp"

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/wipe.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <crypt.h>
#include <memory>
#include <sodium.h>

namespace mcbin::auth {
namespace {

constexpr std::string_view kArgon = "$argon2id$";
constexpr std::string_view kArgonVersion = "v=19$";
constexpr std::string_view kPlain = "$kept-plain$";

tl::unexpected<Error> refuse(const char* reason) {
  return fail(Errc::BadText, 0, reason);
}

/// Takes `name` and a number from the front of `text`.
bool take_number(std::string_view& text, std::string_view name, unsigned long& number) {
  if (!text.starts_with(name)) return false;
  text.remove_prefix(name.size());
  const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return true;
}

/// Whether `text` has `size` characters or more, all of them of the alphabets that salts and
/// hashes are written in.
bool is_encoded(std::string_view text, std::size_t size) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/.";
  return text.size() >= size && text.find_first_not_of(kAlphabet) == std::string_view::npos;
}

Result<std::string> argon_class(std::string_view hash) {
  std::string_view rest = hash.substr(kArgon.size());
  unsigned long kibibytes = 0;
  unsigned long passes = 0;
  unsigned long lanes = 0;
  if (!rest.starts_with(kArgonVersion)) return refuse("a version of Argon2id other than 19");
  rest.remove_prefix(kArgonVersion.size());
  if (!take_number(rest, "m=", kibibytes) || !take_number(rest, ",t=", passes) ||
      !take_number(rest, ",p=", lanes) || !rest.starts_with('$')) {
    return refuse("the parameters of Argon2id cannot be read");
  }
  if (lanes != 1) return refuse("Argon2id with more than one lane (p=1 is known)");
  if (kibibytes < 8 || passes == 0) return refuse("Argon2id needs m=8 and t=1 at least");
  if (kibibytes > kHashMemoryKibibytesMax || passes > kHashPassesMax) {
    return refuse("an Argon2id hash that costs too much (m at most 262144, t at most 64)");
  }
  const std::size_t class_size = hash.size() - rest.size();
  rest.remove_prefix(1);
  const std::size_t dollar = rest.find('$');
  if (dollar == std::string_view::npos || !is_encoded(rest.substr(0, dollar), 11) ||
      !is_encoded(rest.substr(dollar + 1), 22) || hash.size() >= crypto_pwhash_STRBYTES) {
    return refuse("the salt or the hash of Argon2id is cut short");
  }
  return std::string(hash.substr(0, class_size));
}

/// The kinds of crypt(3) that are taken, how many '$' end the class, and the least length of a
/// whole hash.
struct CryptKind {
  std::string_view prefix;
  std::size_t hash_bytes_min;
};
constexpr CryptKind kCryptKinds[] = {{"$y$", 60}, {"$6$", 90}, {"$2b$", 60}, {"$2y$", 60}};

/// Rounds that one login may cost: bcrypt doubles with each.
constexpr unsigned long kBcryptCostMax = 14;
constexpr unsigned long kShaRoundsMax = 1'000'000;

Result<std::string> crypt_class(std::string_view hash, const CryptKind& kind) {
  std::string_view rest = hash.substr(kind.prefix.size());
  unsigned long number = 0;
  if (kind.prefix[1] == '2') {
    if (!take_number(rest, "", number) || number > kBcryptCostMax) {
      return refuse("a bcrypt hash of unknown cost, or of more than 14");
    }
  } else if (take_number(rest, "rounds=", number)) {
    if (number > kShaRoundsMax) return refuse("a hash of more than 1000000 rounds");
  } else if (kind.prefix == "$y$") {
    const std::size_t parameters = rest.find('$');
    // The letters of yescrypt say how much memory: j9T is the usual 16 MiB, jCT 128 MiB.
    const bool usual =
        parameters == 3 && rest[0] == 'j' && rest[1] <= 'C' && (rest[2] == '5' || rest[2] == 'T');
    if (!usual) {
      return refuse("a yescrypt hash with unusual parameters, or one that costs too much");
    }
    rest.remove_prefix(parameters);
  }
  const std::string text(hash);
  const bool whole = hash.size() >= kind.hash_bytes_min && hash.size() < CRYPT_OUTPUT_SIZE &&
                     is_encoded(hash.substr(hash.size() - 22), 22);
  if (!whole || ::crypt_checksalt(text.c_str()) != CRYPT_SALT_OK) {
    return refuse("the hash is cut short, or this machine does not know its kind");
  }
  return std::string(hash.substr(0, hash.size() - rest.size()));
}

const CryptKind* crypt_kind(std::string_view hash) {
  for (const CryptKind& kind : kCryptKinds) {
    if (hash.starts_with(kind.prefix)) return &kind;
  }
  return nullptr;
}

/// A text with a NUL behind it that is wiped at the end.
class WipedCopy {
 public:
  explicit WipedCopy(std::string_view text) : text_(text) {}
  WipedCopy(const WipedCopy&) = delete;
  WipedCopy& operator=(const WipedCopy&) = delete;
  ~WipedCopy() { wipe({reinterpret_cast<Byte*>(text_.data()), text_.size()}); }
  [[nodiscard]] const char* c_str() const { return text_.c_str(); }

 private:
  std::string text_;
};

/// Compares texts of public length in constant time.
bool same_text(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         ::sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool matches_crypt(std::string_view password, std::string_view hash) {
  const WipedCopy key(password);
  const std::string setting(hash);
  const auto work = std::make_unique<crypt_data>();
  const char* const made = ::crypt_rn(key.c_str(), setting.c_str(), work.get(), sizeof(crypt_data));
  const bool same = made != nullptr && same_text(made, setting);
  wipe({reinterpret_cast<Byte*>(work.get()), sizeof(crypt_data)});
  return same;
}

using DigestKey = std::array<Byte, crypto_generichash_KEYBYTES>;

const DigestKey& digest_key() {
  static const DigestKey key = [] {
    DigestKey random{};
    if (prepare_hashing()) ::randombytes_buf(random.data(), random.size());
    return random;
  }();
  return key;
}

}  // namespace

bool prepare_hashing() {
  static const bool ready = ::sodium_init() >= 0;
  return ready;
}

Result<std::string> make_hash(std::string_view password) {
  char text[crypto_pwhash_STRBYTES];
  if (!prepare_hashing() ||
      ::crypto_pwhash_str_alg(text, password.data(), password.size(), kHashPasses, kHashMemoryBytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(Errc::SystemFailed, 0, "not enough memory to hash a password");
  }
  return std::string(text);
}

std::string keep_plain(std::string_view password) {
  std::array<Byte, crypto_generichash_BYTES> digest{};
  const DigestKey& key = digest_key();
  ::crypto_generichash(digest.data(), digest.size(), as_bytes(password).data(), password.size(),
                       key.data(), key.size());
  std::array<char, 2 * digest.size() + 1> digits{};
  ::sodium_bin2hex(digits.data(), digits.size(), digest.data(), digest.size());
  return std::string(kPlain) + digits.data();
}

Result<std::string> hash_class(std::string_view hash) {
  if (hash.find('\0') != std::string_view::npos) return refuse("a NUL in a hash");
  if (hash.starts_with(kArgon)) return argon_class(hash);
  if (hash.starts_with(kPlain)) return std::string(kPlain);
  if (const CryptKind* kind = crypt_kind(hash)) return crypt_class(hash, *kind);
  return refuse("a hash of an unknown kind (known: $argon2id$ $y$ $6$ $2b$ $2y$)");
}

bool hash_can_be_written(std::string_view hash) {
  return !hash.starts_with(kPlain);
}

bool matches_hash(std::string_view password, std::string_view hash) {
  if (!prepare_hashing()) return false;
  if (hash.starts_with(kArgon)) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    std::copy_n(hash.data(), std::min(hash.size(), text.size() - 1), text.data());
    return ::crypto_pwhash_str_verify(text.data(), password.data(), password.size()) == 0;
  }
  if (hash.starts_with(kPlain)) return same_text(keep_plain(password), hash);
  return crypt_kind(hash) != nullptr && matches_crypt(password, hash);
}

}  // namespace mcbin::auth
