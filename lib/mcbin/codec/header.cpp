#include "mcbin/codec/header.hpp"

#include "mcbin/base/endian.hpp"

namespace mcbin::codec {

namespace {
constexpr std::size_t kOpcodeAt = 1;
constexpr std::size_t kKeyLengthAt = 2;
constexpr std::size_t kFramingExtrasLengthAt = 2;
constexpr std::size_t kFramingKeyLengthAt = 3;
constexpr std::size_t kExtrasLengthAt = 4;
constexpr std::size_t kDatatypeAt = 5;
constexpr std::size_t kVbucketOrStatusAt = 6;
constexpr std::size_t kBodyLengthAt = 8;
constexpr std::size_t kOpaqueAt = 12;
constexpr std::size_t kCasAt = 16;
}  // namespace

Header load_header(const Byte* bytes) {
  Header header;
  header.magic = static_cast<Magic>(bytes[0]);
  header.opcode = static_cast<Opcode>(bytes[kOpcodeAt]);
  if (has_framing_extras(header.magic)) {
    header.framing_extras_length = bytes[kFramingExtrasLengthAt];
    header.key_length = bytes[kFramingKeyLengthAt];
  } else {
    header.key_length = load_be16(bytes + kKeyLengthAt);
  }
  header.extras_length = bytes[kExtrasLengthAt];
  header.datatype = bytes[kDatatypeAt];
  header.vbucket_or_status = load_be16(bytes + kVbucketOrStatusAt);
  header.body_length = load_be32(bytes + kBodyLengthAt);
  header.opaque = load_be32(bytes + kOpaqueAt);
  header.cas = load_be64(bytes + kCasAt);
  return header;
}

Result<Header> decode_header(ByteView bytes) {
  if (!bytes.empty() && !known_magic(bytes[0])) return fail(Errc::BadMagic, 0);
  if (bytes.size() < kHeaderSize) return fail(Errc::Truncated, bytes.size());
  return load_header(bytes.data());
}

void store_header(const Header& header, Byte* to) {
  to[0] = static_cast<Byte>(header.magic);
  to[kOpcodeAt] = static_cast<Byte>(header.opcode);
  if (has_framing_extras(header.magic)) {
    to[kFramingExtrasLengthAt] = header.framing_extras_length;
    to[kFramingKeyLengthAt] = static_cast<Byte>(header.key_length);
  } else {
    store_be16(to + kKeyLengthAt, header.key_length);
  }
  to[kExtrasLengthAt] = header.extras_length;
  to[kDatatypeAt] = header.datatype;
  store_be16(to + kVbucketOrStatusAt, header.vbucket_or_status);
  store_be32(to + kBodyLengthAt, header.body_length);
  store_be32(to + kOpaqueAt, header.opaque);
  store_be64(to + kCasAt, header.cas);
}

}  // namespace mcbin::codec
