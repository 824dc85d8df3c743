// The 24-byte header that opens every frame, in host order, and its two transformations.
// What a frame may contain is frame.hpp's and request.hpp's business, not the header's.
// Spec: protocol-binary sections 2 and 3.1; Couchbase's BinaryProtocol for magics 08, 18, 82, 83.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/status.hpp"

#include <cstddef>
#include <cstdint>

namespace mcbin::codec {

inline constexpr std::size_t kHeaderSize = 24;

/// The first byte of a frame. Any other value is junk, not a frame.
enum class Magic : std::uint8_t {
  Request = 0x80,
  Response = 0x81,
  FramingRequest = 0x08,   // Couchbase: request with flexible framing extras
  FramingResponse = 0x18,  // Couchbase: response with flexible framing extras
  ServerRequest = 0x82,    // Couchbase: the server asks
  ServerResponse = 0x83,   // Couchbase: the client answers
};

[[nodiscard]] constexpr bool known_magic(Byte magic) {
  switch (static_cast<Magic>(magic)) {
    case Magic::Request:
    case Magic::Response:
    case Magic::FramingRequest:
    case Magic::FramingResponse:
    case Magic::ServerRequest:
    case Magic::ServerResponse:
      return true;
  }
  return false;
}

/// Whether bytes 2-3 are the lengths of framing extras and key, one byte each.
[[nodiscard]] constexpr bool has_framing_extras(Magic magic) {
  return magic == Magic::FramingRequest || magic == Magic::FramingResponse;
}

/// Whether bytes 6-7 are a status instead of a vbucket.
[[nodiscard]] constexpr bool is_response(Magic magic) {
  return magic == Magic::Response || magic == Magic::FramingResponse ||
         magic == Magic::ServerResponse;
}

/// The header's fields in host order. The lengths are what the peer claims: check before use.
struct Header {
  Magic magic = Magic::Request;
  Opcode opcode = Opcode::Get;
  std::uint8_t framing_extras_length = 0;  // 0 unless has_framing_extras(magic)
  std::uint8_t extras_length = 0;
  std::uint16_t key_length = 0;
  std::uint8_t datatype = 0;
  std::uint16_t vbucket_or_status = 0;
  std::uint32_t body_length = 0;  // framing extras + extras + key + value
  std::uint32_t opaque = 0;
  std::uint64_t cas = 0;

  [[nodiscard]] constexpr Status status() const { return static_cast<Status>(vbucket_or_status); }

  /// Bytes of the body before the value, as claimed; may exceed body_length in a bad frame.
  [[nodiscard]] constexpr std::uint32_t before_value() const {
    return std::uint32_t{framing_extras_length} + extras_length + key_length;
  }
  /// Whether framing extras, extras and key fit into the body.
  [[nodiscard]] constexpr bool lengths_agree() const { return before_value() <= body_length; }
  /// Bytes of the value; 0 when the lengths contradict each other.
  [[nodiscard]] constexpr std::uint32_t value_length() const {
    return lengths_agree() ? body_length - before_value() : 0;
  }
  /// Header and body together.
  [[nodiscard]] constexpr std::uint64_t frame_length() const {
    return kHeaderSize + std::uint64_t{body_length};
  }

  friend bool operator==(const Header&, const Header&) = default;
};

/// Reads the header at `bytes`, which are kHeaderSize at least, without looking at the magic.
/// For loops that have checked both; others use decode_header.
[[nodiscard]] Header load_header(const Byte* bytes);

/// Decodes the 24-byte header at the front of `bytes` into host order.
///
/// Spec: protocol-binary section 2, 3.1.
/// @param bytes  network order; needs kHeaderSize bytes, leaves the rest alone.
/// @return the header, or Errc::Truncated (at_byte = size), Errc::BadMagic (at_byte = 0).
[[nodiscard]] Result<Header> decode_header(ByteView bytes);

/// Writes `header` in network order to the kHeaderSize bytes at `to`. With framing extras the key
/// length is cut to its one byte on the wire.
void store_header(const Header& header, Byte* to);

}  // namespace mcbin::codec
