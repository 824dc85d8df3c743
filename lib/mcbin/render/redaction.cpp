#include "mcbin/render/redaction.hpp"

#include "mcbin/render/byte_text.hpp"

#include <array>
#include <sodium.h>

namespace mcbin::render {

namespace {

constexpr std::size_t kTokenBytes = 8;

}  // namespace

std::string Redaction::token(ByteView key) const {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, as_bytes(salt).data(), salt.size());
  crypto_auth_hmacsha256_update(&state, key.data(), key.size());
  std::array<Byte, crypto_auth_hmacsha256_BYTES> digest{};
  crypto_auth_hmacsha256_final(&state, digest.data());
  std::string text;
  append_hex(text, ByteView{digest}.first(kTokenBytes));
  return text;
}

std::string sha256_hex(ByteView bytes) {
  std::array<Byte, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  std::string text;
  append_hex(text, digest);
  return text;
}

}  // namespace mcbin::render
