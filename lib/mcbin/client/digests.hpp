// The digests by which client libraries spread keys over servers. Old ones, and nothing here is a
// secret: they must agree with what other clients compute, no more.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <array>
#include <cstdint>

namespace mcbin::client {

/// MD5 of `bytes`.
[[nodiscard]] std::array<Byte, 16> md5(ByteView bytes);

/// SHA-1 of `bytes`.
[[nodiscard]] std::array<Byte, 20> sha1(ByteView bytes);

/// CRC-32 of `bytes`, as zlib, gzip and PNG compute it.
[[nodiscard]] std::uint32_t crc32_of(ByteView bytes);

}  // namespace mcbin::client
