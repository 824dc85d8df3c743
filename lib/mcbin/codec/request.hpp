// The shape rules of requests: what a server can refuse by looking at the header alone, before a
// byte of the body has arrived, in the order in which memcached looks.
// Spec: protocol-binary section 4; the order is memcached's own.
#pragma once

#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/header.hpp"

#include <cstdint>

namespace mcbin::codec {

/// Longest key a request may have.
inline constexpr std::uint16_t kKeyLengthMax = 250;
/// Largest body a request may claim; exactly 1 GiB is still allowed.
inline constexpr std::uint32_t kBodyLengthMax = 1U << 30U;

/// What the header alone says about a request.
enum class Shape : std::uint8_t {
  Good,
  LengthsContradict,  // extras + key > body: nobody can tell where the next frame starts
  BodyTooLong,        // more than kBodyLengthMax
  KeyTooLong,         // more than kKeyLengthMax
  BadParts,           // extras, key or value that this opcode must or must not have
  UnknownOpcode,      // well formed, but nobody serves it
};

/// Judges a request header (magic 80) by the opcode table.
[[nodiscard]] Shape check_shape(const Header& header);

/// A request to send: opcode and parts; the rest of the header is zero.
[[nodiscard]] Frame make_request(Opcode opcode, ByteView extras, ByteView key, ByteView value);

}  // namespace mcbin::codec
