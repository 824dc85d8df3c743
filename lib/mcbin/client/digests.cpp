// OpenSSL and zlib behind three functions.
#include "mcbin/client/digests.hpp"

#include "mcbin/base/check.hpp"

#include <openssl/evp.h>

#include <zlib.h>

namespace mcbin::client {
namespace {

template <std::size_t Size>
std::array<Byte, Size> digest(const EVP_MD* kind, ByteView bytes) {
  std::array<Byte, Size> result{};
  unsigned size = 0;
  const int done = EVP_Digest(bytes.data(), bytes.size(), result.data(), &size, kind, nullptr);
  MCBIN_CHECK(done == 1 && size == Size);
  return result;
}

}  // namespace

std::array<Byte, 16> md5(ByteView bytes) {
  return digest<16>(EVP_md5(), bytes);
}

std::array<Byte, 20> sha1(ByteView bytes) {
  return digest<20>(EVP_sha1(), bytes);
}

std::uint32_t crc32_of(ByteView bytes) {
  return static_cast<std::uint32_t>(::crc32_z(0, bytes.data(), bytes.size()));
}

}  // namespace mcbin::client
